import catalogue from '../../../../deploy/catalogue/centres.textproto?raw'
import { expect, test } from 'vitest'
import outlines from './districts.json'
import { boundsOf, withInsets, type Shape, type Shapes } from './shapes'
import { stepsOf } from './steps'

const shapes = outlines as unknown as Shapes
const isShape = (feature: { geometry: { type: string } }): feature is Shape => feature.geometry.type !== 'LineString'

test('the outlines have the names of the catalogue', () => {
  const districts = new Set([...catalogue.matchAll(/district: "([^"]+)"/g)].map((found) => found[1]))
  expect(shapes.features.map((shape) => shape.properties.name).sort()).toEqual([...districts].sort())
  expect(shapes.features).toHaveLength(20)
})

test('the islands are brought near, in boxes, and the mainland stays', () => {
  const near = withInsets(shapes)
  const mainland = shapes.features.filter((shape) => shape.properties.iso < 'PT-20')
  for (const shape of mainland) expect(near.features).toContain(shape)
  const west = Math.min(...mainland.map((shape) => boundsOf(shape).low[0]))
  const islands = near.features.filter(isShape).filter((shape) => shape.properties.iso >= 'PT-20')
  expect(islands).toHaveLength(2)
  for (const island of islands) {
    expect(boundsOf(island).high[0]).toBeLessThan(west)
    expect(boundsOf(island).low[0]).toBeGreaterThan(west - 5)
  }
  expect(near.features.filter((feature) => !isShape(feature))).toHaveLength(2)
})

test('every place of an island group is moved by the same', () => {
  const [before] = shapes.features.filter((shape) => shape.properties.iso === 'PT-20')
  const after = withInsets(shapes).features.filter(isShape).find((shape) => shape.properties.iso === 'PT-20')!
  const width = (shape: Shape) => boundsOf(shape).high[0] - boundsOf(shape).low[0]
  expect(width(after) / width(before!)).toBeCloseTo(0.5)
  expect(after.geometry.coordinates).toHaveLength(before!.geometry.coordinates.length)
})

test('steps have places in them, from low to high, without overlap', () => {
  expect(stepsOf([0, 5, 10, 15, 20, 25])).toEqual([5, 10, 15, 20, 25].map((count) => ({ from: count, to: count })))
  expect(stepsOf([5, 5, 10])).toEqual([
    { from: 5, to: 5 },
    { from: 10, to: 10 },
  ])
  expect(stepsOf([0, 0])).toEqual([])
})

test('figures of one step are alike, however far the largest is from the others', () => {
  expect(stepsOf([65, 70, 90, 210, 230, 260, 1_100, 1_250, 3_100, 3_555, 26_650])).toEqual([
    { from: 65, to: 90 },
    { from: 210, to: 260 },
    { from: 1_100, to: 1_250 },
    { from: 3_100, to: 3_555 },
    { from: 26_650, to: 26_650 },
  ])
})
