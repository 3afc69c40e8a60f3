import type { Label } from './catalogue'

// A word of the catalogue, read aloud in its own language.
export function LabelText({ label }: { label: Label }) {
  return <span lang={label.lang} dir={label.lang === undefined ? undefined : 'auto'}>{label.text}</span>
}
