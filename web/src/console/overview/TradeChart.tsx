import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect } from 'react';
import type { TradeDay } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { fontFamily, tokens } from '../../shared/tokens';
import { useChart } from './useChart';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const HEIGHT = 260;

/** What moved and what was given back as bars, how many payments as a line over them. */
export function TradeChart({ days }: { days: TradeDay[] }) {
  const { t, language } = useWords();
  const { place, chart } = useChart();

  useEffect(() => {
    const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
    // The smallest unit of a currency, as its amounts are written.
    const digits = new Intl.NumberFormat(language, { style: 'currency', currency: days[0]?.moved.currency ?? 'CNY' }).resolvedOptions().maximumFractionDigits ?? 2;
    const whole = (minor: number) => minor / 10 ** digits;
    const quiet = { axisTick: { show: false }, axisLine: { lineStyle: { color: tokens.line } }, axisLabel: { color: tokens.stone } };
    chart.current?.setOption({
      animationDuration: 200,
      textStyle: { fontFamily },
      legend: { bottom: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: tokens.stone } },
      grid: { left: 8, right: 8, top: 16, bottom: 34, containLabel: true },
      tooltip: {
        trigger: 'axis',
        formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
          const day = days[dataIndex];
          if (!day) return '';
          return [day.day, `${t('overview.trade.moved')} ${formatMoney(day.moved, language)}`, `${t('overview.trade.payments')} ${day.payments}`, `${t('overview.trade.refunded')} ${formatMoney(day.refunded, language)}`].join('<br>');
        },
      },
      xAxis: { type: 'category', data: days.map((day) => day.day.slice(5)), ...quiet },
      yAxis: [
        { type: 'value', ...quiet, axisLabel: { color: tokens.stone, formatter: (value: number) => compact.format(value) }, splitLine: { lineStyle: { color: tokens.line } } },
        { type: 'value', ...quiet, minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        { name: t('overview.trade.moved'), type: 'bar', barMaxWidth: 16, data: days.map((day) => whole(day.moved.value)), itemStyle: { color: tokens.indigo, borderRadius: [3, 3, 0, 0] } },
        { name: t('overview.trade.refunded'), type: 'bar', barMaxWidth: 16, data: days.map((day) => whole(day.refunded.value)), itemStyle: { color: tokens.amber, borderRadius: [3, 3, 0, 0] } },
        { name: t('overview.trade.payments'), type: 'line', yAxisIndex: 1, symbolSize: 5, showSymbol: false, data: days.map((day) => day.payments), lineStyle: { width: 2, color: tokens.jade }, itemStyle: { color: tokens.jade } },
      ],
    });
  }, [days, t, language]);

  return <div ref={place} role="img" aria-label={t('overview.days')} style={{ width: '100%', height: HEIGHT }} />;
}
