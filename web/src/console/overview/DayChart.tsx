import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect } from 'react';
import type { Money } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { fontFamily, tokens } from '../../shared/tokens';
import { useChart } from './useChart';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const HEIGHT = 240;

/** What one day shows: amounts of one currency, and what is said of it besides. */
export interface DayShown {
  day: string;
  bar: Money;
  line: Money;
  more?: string;
}

interface Props {
  label: string;
  /** The same array as long as nothing changes: another one is drawn anew. */
  days: DayShown[];
  bar: string;
  line: string;
  lineColor: string;
}

/** An amount of each day as bars, and another as a line over them, each on an axis of its own. */
export function DayChart({ label, days, bar, line, lineColor }: Props) {
  const { language } = useWords();
  const { place, chart } = useChart();

  useEffect(() => {
    const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
    const digits = new Intl.NumberFormat(language, { style: 'currency', currency: days[0]?.bar.currency ?? 'CNY' }).resolvedOptions().maximumFractionDigits ?? 2;
    const whole = ({ value }: Money) => value / 10 ** digits;
    const quiet = { axisTick: { show: false }, axisLine: { lineStyle: { color: tokens.line } }, axisLabel: { color: tokens.stone, formatter: (value: number) => compact.format(value) } };
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
          return [day.day, `${bar} ${formatMoney(day.bar, language)}`, `${line} ${formatMoney(day.line, language)}`, ...(day.more ? [day.more] : [])].join('<br>');
        },
      },
      xAxis: { type: 'category', data: days.map(({ day }) => day.slice(5)), ...quiet, axisLabel: { color: tokens.stone } },
      yAxis: [
        { type: 'value', min: 0, ...quiet, splitLine: { lineStyle: { color: tokens.line } } },
        { type: 'value', min: 0, ...quiet, splitLine: { show: false } },
      ],
      series: [
        { name: bar, type: 'bar', barMaxWidth: 16, data: days.map((day) => whole(day.bar)), itemStyle: { color: tokens.indigo, borderRadius: [3, 3, 0, 0] } },
        { name: line, type: 'line', yAxisIndex: 1, showSymbol: days.length === 1, data: days.map((day) => whole(day.line)), lineStyle: { width: 2, color: lineColor }, itemStyle: { color: lineColor } },
      ],
    });
  }, [days, bar, line, lineColor, language]);

  return <div ref={place} role="img" aria-label={label} style={{ width: '100%', height: HEIGHT }} />;
}
