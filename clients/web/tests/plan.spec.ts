import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from './steps'

test('the plan is looked at by axis, measure and figure', async ({ page }) => {
  await signIn(page, 'supervisao')
  await expect(page.getByRole('heading', { name: 'Medidas: Todos os eixos (97)' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Números do relatório' }).getByRole('row')).toHaveCount(51)
  await expectAccessible(page)
  await page.screenshot({ path: '../../docs/screens/plan.png' })
  await page.getByRole('button', { name: 'Mostrar as medidas do eixo 5' }).click()
  await expect(page.getByRole('heading', { name: 'Medidas: Eixo 5 (8)' })).toBeVisible()
})
