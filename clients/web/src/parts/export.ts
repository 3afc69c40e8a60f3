// Files of what is on the screen.

export type CsvValue = string | number

// A spreadsheet runs a text that begins like a formula (CWE-1236), also after blanks and also with
// the wide forms of the signs. The apostrophe makes it a text.
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/

function fieldOf(value: CsvValue): string {
  if (typeof value === 'number') return String(value)
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

// RFC 4180. The mark at the beginning tells spreadsheets that it is UTF-8.
export function csvOf(rows: CsvValue[][]): string {
  return '\uFEFF' + rows.map((row) => row.map(fieldOf).join(',') + '\r\n').join('')
}

// A name that every file system takes.
export function fileName(parts: string[], ending: string): string {
  const plain = parts.join('-').normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase()
  return `${plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.${ending}`
}

export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Not at once: the browser still reads it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
