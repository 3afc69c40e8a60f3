// Pictures as ECharts takes them. Nothing moves by itself, and hints are drawn, not written into
// the page: its policy takes no styles but our own.
import type { EChartsOption } from './echarts_parts'
import type { Drawing } from './drawing'
import type { Step } from './steps'

export interface Look {
  text: string
  line: string
  surface: string
  none: string
  withheld: string
  series: string[]
  steps: string[] // from low to high
  font: string
  number: (value: number) => string
}

function common(description: string, look: Look, patterns: boolean): EChartsOption {
  return {
    animation: false,
    aria: { enabled: true, label: { description }, decal: { show: patterns } },
    color: look.series,
    textStyle: { fontFamily: look.font, color: look.text, fontSize: 14 },
  }
}

const hint = (look: Look) => ({
  renderMode: 'richText' as const,
  backgroundColor: look.surface,
  borderColor: look.line,
  textStyle: { color: look.text },
})

export function chartOption(drawing: Drawing, description: string, look: Look): EChartsOption {
  const bars = drawing.shape === 'bars'
  const label = { color: look.text, fontSize: 13 }
  const names = {
    type: 'category' as const,
    data: drawing.categories,
    axisLine: { lineStyle: { color: look.line } },
    axisLabel: bars ? { ...label, width: 190, lineHeight: 15, overflow: 'break' as const } : label,
    ...(bars ? { inverse: true } : {}),
  }
  const values = {
    type: 'value' as const,
    axisLabel: { ...label, formatter: look.number },
    splitLine: { lineStyle: { color: look.line } },
    splitNumber: 4,
    minInterval: 5,
  }
  return {
    ...common(description, look, true),
    grid: { left: 8, right: 24, top: drawing.series.length > 1 ? 72 : 16, bottom: 32 },
    ...(drawing.series.length > 1 ? { legend: { type: 'plain' as const, top: 0, textStyle: label } } : {}),
    tooltip: { ...hint(look), trigger: 'axis', valueFormatter: (value) => (typeof value === 'number' ? look.number(value) : '…') },
    xAxis: bars ? values : names,
    yAxis: bars ? names : values,
    series: drawing.series.map((one) => ({ type: bars ? ('bar' as const) : ('line' as const), name: one.name, data: one.values, symbolSize: 8 })),
  }
}

export const MAP_NAME = 'portugal'

export function mapOption(places: { name: string; value: number | null }[], steps: Step[], description: string, look: Look): EChartsOption {
  return {
    ...common(description, look, false), // one pattern over all places would tell nothing
    tooltip: {
      ...hint(look),
      formatter: (told) => {
        const one = Array.isArray(told) ? told[0] : told
        const value = one?.value
        return one === undefined || one.name === '' ? '' : `${one.name}: ${typeof value === 'number' && !Number.isNaN(value) ? look.number(value) : '…'}`
      },
    },
    visualMap: {
      type: 'piecewise',
      show: false, // its key stands in the page, as text
      pieces: [
        { value: 0, color: look.none },
        ...steps.map((step, at) => ({ min: step.from, max: step.to, color: stepColour(at, steps.length, look) })),
      ],
    },
    series: [
      {
        type: 'map',
        map: MAP_NAME,
        nameProperty: 'name',
        data: places.map(({ name, value }) => ({ name, value: value ?? Number.NaN })),
        selectedMode: false,
        roam: false,
        layoutCenter: ['50%', '50%'],
        layoutSize: '98%',
        itemStyle: { areaColor: look.withheld, borderColor: look.text, borderWidth: 0.75 },
        emphasis: { label: { show: false }, itemStyle: { borderWidth: 2.5 } },
        label: { show: false },
      },
    ],
  }
}

// Few steps take colours that lie far apart.
export function stepColour(at: number, count: number, look: Look): string {
  const last = look.steps.length - 1
  return look.steps[count <= 1 ? last : Math.round((at * last) / (count - 1))]!
}

export function heightOf(drawing: Drawing): number {
  if (drawing.shape === 'lines') return 420
  return 90 + drawing.categories.length * (18 + 14 * drawing.series.length)
}
