import { expect, test } from 'vitest'
import { csvOf, fileName, jsonOf, made, separatorOf, type FileText } from './export'

const whole = (file: FileText) => [...file.pieces].join('')

test('a file of values follows RFC 4180 and begins with the mark of UTF-8', () => {
  expect(whole(csvOf([['Distrito', 'Visitas'], ['Évora', 1205]], ','))).toBe('\uFEFFDistrito,Visitas\r\nÉvora,1205\r\n')
  expect(whole(csvOf([['a,b', 'c "d"', 'e\nf', '']], ','))).toBe('\uFEFF"a,b","c ""d""","e\nf",\r\n')
})

test('where numbers have a comma, fields are parted as spreadsheets of the place do', () => {
  expect(['pt-PT', 'uk-UA', 'en-GB'].map(separatorOf)).toEqual([';', ';', ','])
  expect(whole(csvOf([['Évora', 1205, 'a;b', 'c,d']], ';'))).toBe('\uFEFFÉvora;1205;"a;b";"c,d"\r\n')
})

test.each(['=1+1', '+351', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '＠x'])('the text %j is not run by a spreadsheet', (text) => {
  const [line] = whole(csvOf([[text]], ';')).slice(1).split('\r\n').slice(0, 1)
  expect(line!.replace(/^"/, '').startsWith("'")).toBe(true)
})

test('a number is a number, and a text with a sign inside is left alone', () => {
  expect(whole(csvOf([[-5, '0-5', 'a=b', '65+']], ','))).toBe('\uFEFF-5,0-5,a=b,65+\r\n')
})

test('a name is plain', () => {
  expect(fileName(['Balcão', 'Visitas, por distrito', '2019-08'], 'csv')).toBe('balcao-visitas-por-distrito-2019-08.csv')
})

test('a list in pieces is the file that it would be in one', () => {
  for (const items of [[], [{ a: 1 }], [{ a: 1, b: ['x'] }, { a: 2, b: [] }]]) {
    const file = jsonOf({ source: 'here', list: 'before' }, 'cells', items, (item) => item)
    expect(whole(file)).toBe(JSON.stringify({ source: 'here', list: 'before', cells: items }, null, 2) + '\n')
  }
})

test('a file says how much of it is made, whenever it took a moment', async () => {
  let clock = 0
  const slow: FileText = { count: 4, pieces: ['a', 'b', 'c', 'd'].map((piece) => piece) }
  const told: number[] = []
  const pieces = await made(slow, (share) => told.push(share), () => (clock += 10))
  expect(pieces.join('')).toBe('abcd')
  expect(told).toEqual([0.75])
  for (const file of [csvOf([['a'], ['b']], ','), jsonOf({}, 'list', [1, 2, 3], (item) => item)]) {
    expect([...file.pieces]).toHaveLength(file.count)
  }
})
