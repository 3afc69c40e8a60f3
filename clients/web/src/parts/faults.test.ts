import { expect, test } from 'vitest'
import { faultsIn } from './faults'

function formOf(html: string): HTMLElement {
  const form = document.createElement('form')
  form.innerHTML = html
  return form
}

const field = (name: string, wrong: string, more = '') =>
  `<div class="field" ${wrong === '' ? '' : 'data-invalid="true"'}>
     <label class="react-aria-Label">${name} <span class="optional">(facultativo)</span></label>
     <input />${more}<span class="wrong">${wrong}</span></div>`

test('the fields that are wrong are named in their order, with what they say', () => {
  const form = formOf(field('Nome', 'Preencha.') + field('Apelido', '') + field('Telefone', 'Não existe.'))
  expect(faultsIn(form).map(({ name, text }) => [name, text])).toEqual([
    ['Nome', 'Preencha.'],
    ['Telefone', 'Não existe.'],
  ])
  expect(faultsIn(form)[1]!.input).toBe(form.querySelectorAll('input')[2])
})

test('a field of a group is named with it, once', () => {
  const grouped = `<fieldset><legend>Assunto 2</legend>${field('Assunto da visita', 'Preencha.')}</fieldset>
    <fieldset><legend>Nota</legend>${field('Nota', 'Demasiado longa.')}</fieldset>
    <div class="field"><span class="react-aria-Label">Data</span><div>${field('Ano', 'Não existe.')}</div></div>`
  expect(faultsIn(formOf(grouped)).map(({ name }) => name)).toEqual(['Assunto 2, Assunto da visita', 'Nota', 'Data, Ano'])
})

test('a form without faults has none', () => {
  expect(faultsIn(formOf(field('Nome', '')))).toEqual([])
})
