// A table as a chart or a map, drawn when it is looked at. The table beside it says the same.
import type { TableCell } from '@gen/statistics_pb'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../parts/notice'
import { drawingOf, type Drawing } from './drawing'
import type { EChartsOption } from './echarts_parts'
import { useLook } from './look'
import { chartOption, heightOf, MAP_NAME, mapOption, stepColour, type Look } from './options'
import { withInsets, type Shapes } from './shapes'
import { figureOf, type Axis } from './sheet'
import { stepsOf, type Step } from './steps'

interface PictureProps {
  title: string
  axes: Axis[]
  cells: TableCell[]
  figureName: string
}

// Read once, like the rest of the page.
const KEPT = { staleTime: Infinity, gcTime: Infinity, structuralSharing: false } as const

function useParts() {
  return useQuery({ queryKey: ['echarts'], queryFn: () => import('./echarts_parts'), ...KEPT })
}

function useOutlines() {
  const parts = useParts()
  return useQuery({
    queryKey: ['outlines'],
    queryFn: async () => {
      const shapes = (await import('./districts.json')).default as unknown as Shapes
      const outlines = withInsets(shapes)
      parts.data!.registerMap(MAP_NAME, outlines as Parameters<NonNullable<typeof parts.data>['registerMap']>[1])
      return shapes.features.map((shape) => shape.properties.name)
    },
    enabled: parts.isSuccess,
    ...KEPT,
  })
}

export function Chart({ title, axes, cells, figureName }: PictureProps) {
  const { t } = useTranslation()
  const drawing = drawingOf(axes, cells, figureName)
  if (drawing === null) return <p>{t('tables.no_chart')}</p>
  return <Drawn drawing={drawing} title={title} />
}

export function Drawn({ drawing, title }: { drawing: Drawing; title: string }) {
  const { t } = useTranslation()
  const look = useLook()
  const name = t('tables.chart', { title })
  return (
    <figure className="picture" aria-labelledby="picture">
      <figcaption id="picture">{name}</figcaption>
      <Canvas option={chartOption(drawing, name, look)} height={heightOf(drawing)} />
      <p className="quiet">
        {drawing.left > 0 && t('tables.chart_left', { count: drawing.left })} {t('tables.chart_alternative')}
      </p>
    </figure>
  )
}

export function DistrictMap({ title, axes, cells }: PictureProps) {
  const { t } = useTranslation()
  const look = useLook()
  const outlines = useOutlines()
  const found = new Map(cells.map((cell) => [cell.codes[0] ?? '', figureOf(cell)]))
  const places = (outlines.data ?? []).map((name) => {
    const figure = found.get(name) ?? figureOf(undefined)
    return { name, value: figure.withheld ? null : figure.count }
  })
  const steps = stepsOf(places.map((place) => place.value ?? 0))
  const name = t('tables.map', { title })
  if (axes[0]?.dimension !== 'district') return null
  return (
    <figure className="picture" aria-labelledby="picture">
      <figcaption id="picture">{name}</figcaption>
      <Waiting query={outlines} />
      {outlines.isSuccess && <Canvas option={mapOption(places, steps, name, look)} height={560} />}
      <Key steps={steps} look={look} withheld={places.some((place) => place.value === null)} />
      <p className="quiet">{t('tables.chart_alternative')}</p>
    </figure>
  )
}

function Key({ steps, look, withheld }: { steps: Step[]; look: Look; withheld: boolean }) {
  const { t } = useTranslation()
  const rangeText = ({ from, to }: Step) =>
    from === to ? look.number(from) : t('tables.step', { from: look.number(from), to: look.number(to) })
  return (
    <ul className="key" aria-label={t('tables.steps')}>
      <li>
        <span className="swatch" style={{ background: look.none }} aria-hidden="true" /> {t('tables.step_lowest')}
      </li>
      {steps.map((step, at) => (
        <li key={step.from}>
          <span className="swatch" style={{ background: stepColour(at, steps.length, look) }} aria-hidden="true" /> {rangeText(step)}
        </li>
      ))}
      {withheld && (
        <li>
          <span className="swatch" style={{ background: look.withheld }} aria-hidden="true" /> {t('tables.withheld')}
        </li>
      )}
    </ul>
  )
}

function Canvas({ option, height }: { option: EChartsOption; height: number }) {
  const parts = useParts()
  const place = useRef<HTMLDivElement>(null)
  const drawn = JSON.stringify(option)
  useEffect(() => {
    if (parts.data === undefined || place.current === null) return
    const chart = parts.data.init(place.current, null, { renderer: 'svg' })
    chart.setOption(option)
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
    // An option is made anew with each rendering; what it says is compared.
  }, [parts.data, drawn])
  return (
    <>
      <Waiting query={parts} />
      {/* Its texts are placed from left to right, in every language. */}
      <div ref={place} dir="ltr" style={{ blockSize: height }} />
    </>
  )
}
