import { expect, test } from 'vitest'
import { csvOf, fileName } from './export'

test('a file of values follows RFC 4180 and begins with the mark of UTF-8', () => {
  expect(csvOf([['Distrito', 'Visitas'], ['Évora', 1205]])).toBe('\uFEFFDistrito,Visitas\r\nÉvora,1205\r\n')
  expect(csvOf([['a,b', 'c "d"', 'e\nf', '']])).toBe('\uFEFF"a,b","c ""d""","e\nf",\r\n')
})

test.each(['=1+1', '+351', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '＠x'])('the text %j is not run by a spreadsheet', (text) => {
  const [line] = csvOf([[text]]).slice(1).split('\r\n').slice(0, 1)
  expect(line!.replace(/^"/, '').startsWith("'")).toBe(true)
})

test('a number is a number, and a text with a sign inside is left alone', () => {
  expect(csvOf([[-5, '0-5', 'a=b', '65+']])).toBe('\uFEFF-5,0-5,a=b,65+\r\n')
})

test('a name is plain', () => {
  expect(fileName(['Balcão', 'Visitas, por distrito', '2019-08'], 'csv')).toBe('balcao-visitas-por-distrito-2019-08.csv')
})
