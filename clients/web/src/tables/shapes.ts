// The outlines of Portugal with the islands brought near, each group in a box of its own.

export type Point = [number, number]

export interface Shape {
  type: 'Feature'
  properties: { name: string; iso: string }
  geometry: { type: 'Polygon'; coordinates: Point[][] } | { type: 'MultiPolygon'; coordinates: Point[][][] }
}

export interface Shapes {
  type: 'FeatureCollection'
  features: Shape[]
}

interface Line {
  type: 'Feature'
  properties: { name: string }
  geometry: { type: 'LineString'; coordinates: Point[] }
}

interface Inset {
  centre: Point // where it is put: longitude and latitude
  scale: number
}

const INSETS: Record<string, Inset> = {
  'PT-20': { centre: [-11.55, 41.1], scale: 0.5 }, // Azores
  'PT-30': { centre: [-11.55, 38.5], scale: 0.75 }, // Madeira, with the Selvagens
}
const MARGIN = 0.18

function pointsOf(shape: Shape): Point[] {
  return shape.geometry.type === 'Polygon' ? shape.geometry.coordinates.flat() : shape.geometry.coordinates.flat(2)
}

export function boundsOf(shape: Shape): { low: Point; high: Point } {
  const points = pointsOf(shape)
  const [x, y] = [points.map((point) => point[0]), points.map((point) => point[1])]
  return { low: [Math.min(...x), Math.min(...y)], high: [Math.max(...x), Math.max(...y)] }
}

function moved(shape: Shape, inset: Inset): Shape {
  const { low, high } = boundsOf(shape)
  const middle: Point = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2]
  const move = ([x, y]: Point): Point => [
    inset.centre[0] + (x - middle[0]) * inset.scale,
    inset.centre[1] + (y - middle[1]) * inset.scale,
  ]
  const { geometry } = shape
  if (geometry.type === 'Polygon') {
    return { ...shape, geometry: { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(move)) } }
  }
  return {
    ...shape,
    geometry: { type: 'MultiPolygon', coordinates: geometry.coordinates.map((part) => part.map((ring) => ring.map(move))) },
  }
}

function boxAround(shape: Shape): Line {
  const { low, high } = boundsOf(shape)
  const [left, bottom, right, top] = [low[0] - MARGIN, low[1] - MARGIN, high[0] + MARGIN, high[1] + MARGIN]
  const corners: Point[] = [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]
  return { type: 'Feature', properties: { name: '' }, geometry: { type: 'LineString', coordinates: corners } }
}

// What a map is drawn from.
export function withInsets(shapes: Shapes): { type: 'FeatureCollection'; features: (Shape | Line)[] } {
  const features = shapes.features.map((shape) => {
    const inset = INSETS[shape.properties.iso]
    return inset === undefined ? shape : moved(shape, inset)
  })
  const boxes = features.filter((shape) => INSETS[shape.properties.iso] !== undefined).map(boxAround)
  return { type: 'FeatureCollection', features: [...features, ...boxes] }
}
