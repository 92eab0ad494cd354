import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect } from 'react';
import type { BacktestReport } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { fontFamily, tokens } from '../../shared/tokens';
import { useChart } from '../overview/useChart';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const HEIGHT = 240;

/** What a draft would have cost each day as bars, and what of its budget was left as a line over them. */
export function BurnDown({ report }: { report: BacktestReport }) {
  const { t, language } = useWords();
  const { place, chart } = useChart();

  useEffect(() => {
    const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
    const digits = new Intl.NumberFormat(language, { style: 'currency', currency: report.left.currency }).resolvedOptions().maximumFractionDigits ?? 2;
    const whole = (minor: number) => minor / 10 ** digits;
    const quiet = { axisTick: { show: false }, axisLine: { lineStyle: { color: tokens.line } }, axisLabel: { color: tokens.stone, formatter: (value: number) => compact.format(value) } };
    chart.current?.setOption({
      animationDuration: 200,
      textStyle: { fontFamily },
      legend: { bottom: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: tokens.stone } },
      grid: { left: 8, right: 8, top: 16, bottom: 34, containLabel: true },
      tooltip: {
        trigger: 'axis',
        formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
          const day = report.days[dataIndex];
          if (!day) return '';
          return [day.day, `${t('backtests.cost')} ${formatMoney(day.reached.cost, language)}`, `${t('backtests.left')} ${formatMoney(day.left, language)}`].join('<br>');
        },
      },
      xAxis: { type: 'category', data: report.days.map(({ day }) => day.slice(5)), ...quiet, axisLabel: { color: tokens.stone } },
      yAxis: [
        { type: 'value', min: 0, ...quiet, splitLine: { lineStyle: { color: tokens.line } } },
        { type: 'value', min: 0, ...quiet, splitLine: { show: false } },
      ],
      series: [
        { name: t('backtests.cost'), type: 'bar', barMaxWidth: 16, data: report.days.map(({ reached }) => whole(reached.cost.value)), itemStyle: { color: tokens.indigo, borderRadius: [3, 3, 0, 0] } },
        { name: t('backtests.left'), type: 'line', yAxisIndex: 1, showSymbol: report.days.length === 1, data: report.days.map(({ left }) => whole(left.value)), lineStyle: { width: 2, color: tokens.jade }, itemStyle: { color: tokens.jade } },
      ],
    });
  }, [report, t, language]);

  return <div ref={place} role="img" aria-label={t('backtests.burnDown')} style={{ width: '100%', height: HEIGHT }} />;
}
