// Files of what is on the screen.
import { plainText } from './plain_text'

export type CsvValue = string | number

// A spreadsheet runs a text that begins like a formula (CWE-1236), also after blanks and also with
// the wide forms of the signs. The apostrophe makes it a text.
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/

function fieldOf(value: CsvValue): string {
  if (typeof value === 'number') return String(value)
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

// A file in the making: its text in pieces, each made when it is asked for.
export interface FileText {
  count: number // of pieces
  pieces: Iterable<string>
}

export type Separator = ',' | ';'

// What spreadsheets of a locale take for the end of a field: not the comma where numbers have it.
export function separatorOf(locale: string): Separator {
  return Intl.NumberFormat(locale).format(0.5).includes('.') ? ',' : ';'
}

// RFC 4180, but for the separator. The mark at the beginning tells spreadsheets that it is UTF-8.
export function csvOf(rows: CsvValue[][], separator: Separator): FileText {
  function* pieces() {
    yield '\uFEFF'
    for (const row of rows) yield row.map(fieldOf).join(separator) + '\r\n'
  }
  return { count: rows.length + 1, pieces: pieces() }
}

// An object whose last field is a list, which may be long.
export function jsonOf<T>(head: object, list: string, items: readonly T[], shown: (item: T) => unknown): FileText {
  function* pieces() {
    yield JSON.stringify({ ...head, [list]: [] }, null, 2).slice(0, -'[]\n}'.length) + '['
    let between = '\n'
    for (const item of items) {
      yield between + JSON.stringify(shown(item), null, 2).replace(/^/gm, '    ')
      between = ',\n'
    }
    yield (items.length === 0 ? ']' : '\n  ]') + '\n}\n'
  }
  return { count: items.length + 2, pieces: pieces() }
}

// The pieces, made without holding the page for longer than a moment; `tell` hears how much is done,
// from 0 to 1.
export async function made(file: FileText, tell: (share: number) => void, now = () => performance.now()): Promise<string[]> {
  const pieces: string[] = []
  let since = now()
  for (const piece of file.pieces) {
    pieces.push(piece)
    if (now() - since < MOMENT_MS) continue
    tell(pieces.length / file.count)
    await new Promise((resolve) => setTimeout(resolve))
    since = now()
  }
  return pieces
}

const MOMENT_MS = 30

// A name that every file system takes.
export function fileName(parts: string[], ending: string): string {
  return `${plainText(parts.join('-')).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.${ending}`
}

export function download(name: string, pieces: string[], type: string): void {
  const address = URL.createObjectURL(new Blob(pieces, { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Not at once: the browser still reads it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
