// What the fields of a form say is wrong with them.
export interface Fault {
  name: string // of the field, with its group where it has one
  text: string
  input: HTMLElement // which the focus goes to
}

// In the order of the form.
export function faultsIn(form: HTMLElement): Fault[] {
  return [...form.querySelectorAll<HTMLElement>('.field[data-invalid]')].flatMap((field) => {
    const input = field.querySelector<HTMLElement>('input, textarea, button')
    const text = field.querySelector('.wrong')?.textContent ?? ''
    return input === null || text === '' ? [] : [{ name: nameOf(field), text, input }]
  })
}

function nameOf(field: HTMLElement): string {
  const group = field.parentElement?.closest('fieldset, .field')
  const names = [group?.querySelector('legend, .react-aria-Label'), field.querySelector('.react-aria-Label, .check')]
  // A group of one field has the field's own name.
  return [...new Set(names.map(wordsOf).filter((name) => name !== ''))].join(', ')
}

// Without what is said behind it, such as that it is optional.
function wordsOf(label: Element | null | undefined): string {
  const copy = label?.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  for (const aside of copy.querySelectorAll('.optional, .box, [aria-hidden=true]')) aside.remove()
  return (copy.textContent ?? '').trim()
}
