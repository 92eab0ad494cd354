import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect } from 'react';
import type { Offer } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { fontFamily, tokens } from '../../shared/tokens';
import { useChart } from './useChart';

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Spent and left of each budget, in percent of it: budgets of several currencies stand on one axis. */
export function BudgetChart({ offers }: { offers: Offer[] }) {
  const { t, language } = useWords();
  const { place, chart } = useChart();

  useEffect(() => {
    const rows = [...offers].reverse();
    const percent = (offer: Offer) => (offer.budget.total.value === 0 ? 0 : (offer.spent.value / offer.budget.total.value) * 100);
    chart.current?.setOption({
      animationDuration: 200,
      textStyle: { fontFamily },
      grid: { left: 8, right: 104, top: 8, bottom: 36, containLabel: true },
      tooltip: {
        trigger: 'item',
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const offer = rows[dataIndex];
          if (!offer) return '';
          return `${escapeHtml(offer.name)}<br>${t('overview.spent')} ${formatMoney(offer.spent, language)}<br>${t('overview.left')} ${formatMoney(offer.budgetLeft, language)}`;
        },
      },
      xAxis: {
        type: 'value',
        min: 0,
        max: 100,
        name: t('overview.axis'),
        nameLocation: 'middle',
        nameGap: 24,
        nameTextStyle: { color: tokens.stone },
        axisLabel: { formatter: '{value}%', color: tokens.stone },
        splitLine: { lineStyle: { color: tokens.line } },
      },
      yAxis: {
        type: 'category',
        data: rows.map((offer) => offer.name),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: tokens.line } },
        axisLabel: { color: tokens.ink, width: 150, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          stack: 'budget',
          barWidth: 14,
          data: rows.map(percent),
          itemStyle: { color: tokens.indigo },
        },
        {
          type: 'bar',
          stack: 'budget',
          data: rows.map((offer) => 100 - percent(offer)),
          itemStyle: { color: '#E4E8EF' },
          label: {
            show: true,
            position: 'right',
            color: tokens.ink,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const offer = rows[dataIndex];
              return offer ? formatMoney(offer.spent, language) : '';
            },
          },
        },
      ],
    });
    chart.current?.resize({ height: 64 + rows.length * 38 });
  }, [offers, t, language]);

  return <div ref={place} role="img" aria-label={t('overview.spendChart')} style={{ width: '100%', height: 64 + offers.length * 38 }} />;
}

/** The tooltip is the one place where text becomes HTML. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
