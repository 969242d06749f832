import { tradeInProduction } from '#e2e/change-calls.ts'
import { type Dashboard, startDashboard } from '#e2e/dashboard.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { newChangePath } from '#e2e/places.ts'
import { giveReason, previewUnits, setField } from '#e2e/workspace.ts'

test.use({ hubUse: 'read', expectedStatuses: [401, 429] })

let strict: Dashboard
test.beforeEach(async ({ stage }) => {
  const settings = { HUBDECK_LIMITS: 'refused-sign-ins=2 previews=30' }
  strict = await startDashboard({ ...stage, hubPort: stage.hubPort, settings })
})
test.afterEach(() => strict.stop())

test('after too many wrong tokens any sign-in is refused, and what was typed stays', async ({
  page,
  hub,
}) => {
  await page.goto(`${strict.url}/sign-in`)
  await page.getByText('Use a token instead').click()
  const field = page.getByLabel('ConfigHub token')
  const submit = page.getByRole('button', { name: 'Sign in with token' })
  for (const token of ['wrong-token-1', 'wrong-token-2']) {
    await field.fill(token)
    await submit.click()
    await expect(page.getByRole('alert').filter({ hasText: 'does not accept this token' })).toBeVisible()
  }
  await field.fill('wrong-token-3')
  await submit.click()

  const alert = page.getByRole('alert').filter({ hasText: 'Too many refused attempts to sign in' })
  await expect(alert).toBeVisible()
  await expect(alert).toContainText(/Possible again at \d\d:\d\d:\d\d/)
  await expect(field).toHaveValue('wrong-token-3')

  for (const pretence of [{}, { 'X-Forwarded-For': '6.6.6.6' }, { 'X-Real-IP': '6.6.6.6' }]) {
    const answer = await page.request.post(`${strict.url}/api/session`, {
      data: { token: hub.tokenFor('alice@trading.com') },
      headers: { Origin: strict.url, ...pretence },
    })
    expect(answer.status()).toBe(429)
    expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(200)
  }
})

test('previews over the limit are refused with the time of the next try, and the patch stays', async ({
  page,
}) => {
  await page.request.post(`${strict.url}/api/session`, {
    data: { demoUser: 'alice@trading.com' },
    headers: { Origin: strict.url },
  })
  await page.goto(`${strict.url}${newChangePath(tradeInProduction)}`)
  await setField(page, 'spec.replicas', '5')
  await giveReason(page, 'Opening auction')
  await previewUnits(page)
  await page.getByRole('textbox', { name: 'Value' }).fill('6')
  await page.getByRole('button', { name: /^Preview \d+ units?/ }).click()

  const alert = page.getByRole('alert').filter({ hasText: 'Too many previews of many units' })
  await expect(alert).toContainText(/Possible again at \d\d:\d\d:\d\d/)
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeDisabled()
  await expect(page.getByRole('textbox', { name: 'Value' })).toHaveValue('6')
  await expect(page.getByRole('textbox', { name: /^Reason/ })).toHaveValue('Opening auction')
})
