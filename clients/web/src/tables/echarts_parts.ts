// The parts of ECharts that the pictures need, in a file of their own: fetched when one is shown.
import { BarChart, LineChart, MapChart, type BarSeriesOption, type LineSeriesOption, type MapSeriesOption } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapPiecewiseComponent,
  type AriaComponentOption,
  type GridComponentOption,
  type LegendComponentOption,
  type TooltipComponentOption,
  type VisualMapComponentOption,
} from 'echarts/components'
import { init, registerMap, use, type ComposeOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

export type EChartsOption = ComposeOption<
  | AriaComponentOption
  | BarSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | LineSeriesOption
  | MapSeriesOption
  | TooltipComponentOption
  | VisualMapComponentOption
>

use([
  AriaComponent,
  BarChart,
  GridComponent,
  LegendComponent,
  LineChart,
  MapChart,
  SVGRenderer,
  TooltipComponent,
  VisualMapPiecewiseComponent,
])

export { init, registerMap }
