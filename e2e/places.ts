import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect } from '#e2e/fixtures.ts'
import { previewUnits, setField } from '#e2e/workspace.ts'

export const london = 'moss-cub-traderx-prod-eu-lon'

export const unitsPath = (where: string) => `/units?where=${encodeURIComponent(where)}`
export const newChangePath = (where: string) => `/changes/new?where=${encodeURIComponent(where)}`

export type Place = {
  readonly name: string
  readonly path: string
  readonly arrive: (page: Page) => Promise<void>
}

const heading = (name: RegExp) => async (page: Page) => {
  await expect(page.getByRole('heading', { name, level: 1 })).toBeAttached()
}

/** Every page, with the sign by which it has arrived. */
export const places: readonly Place[] = [
  {
    name: 'explorer',
    path: unitsPath(tradeInProduction),
    arrive: async (page) => expect(page.getByRole('row').nth(5)).toBeVisible(),
  },
  {
    name: 'explorer without a match',
    path: unitsPath("Slug = 'nothing-is-called-this'"),
    arrive: heading(/Units/),
  },
  {
    name: 'pairs of two queries',
    path: "/units/compare?a=Slug%20=%20'trade-service'",
    arrive: heading(/A and B/),
  },
  { name: 'unit', path: `/units/${london}/trade-service`, arrive: heading(/trade-service/) },
  {
    name: 'unit with blame',
    path: `/units/${london}/trade-service?blame=true`,
    arrive: async (page) => {
      await expect(page.getByRole('button', { name: /^r\d+ .+ ago, line/ }).first()).toBeVisible()
    },
  },
  {
    name: 'unit timeline',
    path: `/units/${london}/trade-service?tab=timeline`,
    arrive: heading(/trade-service/),
  },
  {
    name: 'unit comparison',
    path: `/units/${london}/trade-service?tab=compare&from=1&to=2`,
    arrive: heading(/trade-service/),
  },
  {
    name: 'unit lineage',
    path: `/units/${london}/trade-service?tab=lineage`,
    arrive: heading(/trade-service/),
  },
  { name: 'changes', path: '/changes', arrive: heading(/Changes/) },
  { name: 'changes compared', path: '/changes/compare', arrive: heading(/compared/) },
  { name: 'new change', path: newChangePath(tradeInProduction), arrive: heading(/change/i) },
  {
    name: 'new change by merge patch',
    path: newChangePath(tradeInProduction),
    arrive: async (page) => {
      await page.getByRole('radio', { name: 'Merge' }).press('Space')
      await expect(page.locator('.monaco-editor').first()).toBeVisible()
    },
  },
  {
    name: 'new change by function',
    path: newChangePath(tradeInProduction),
    arrive: async (page) => {
      await page.getByRole('radio', { name: 'Function' }).press('Space')
      await expect(page.getByRole('textbox', { name: 'Find a function' })).toBeVisible()
    },
  },
  {
    name: 'new change by document',
    path: `${newChangePath(`Slug = 'trade-service' AND Space.Slug = '${london}'`)}&patch=document`,
    arrive: async (page) => {
      await expect(page.locator('.monaco-editor .view-line').nth(5)).toBeVisible()
    },
  },
  {
    name: 'preview with an open difference',
    path: newChangePath(tradeInProduction),
    arrive: async (page) => {
      await setField(page, 'spec.replicas', '5')
      await previewUnits(page)
      await page
        .getByRole('button', { name: /spec\.replicas 2 → 5/ })
        .first()
        .click()
      await page
        .getByRole('button', { name: /trade-service.*r\d+/ })
        .first()
        .click()
      await expect(page.locator('.monaco-diff-editor').first()).toBeVisible()
    },
  },
  {
    name: 'preview that needs consent',
    path: newChangePath(tradeInProduction),
    arrive: async (page) => {
      await setField(page, 'spec.replicas', '0')
      await previewUnits(page)
      const box = page.getByRole('checkbox', { name: /^Consent to / }).first()
      await box.press('Space')
      await expect(page.getByRole('textbox', { name: /by consent/ })).toBeVisible()
    },
  },
  {
    name: 'new change that asks which resources are meant',
    path: newChangePath(tradeInProduction),
    arrive: async (page) => {
      await page.getByRole('combobox', { name: 'Path' }).fill('metadata.labels.team')
      await page.getByRole('textbox', { name: 'Value' }).fill('trading')
      await expect(page.getByRole('button', { name: 'Every resource' })).toBeVisible()
    },
  },
  {
    name: 'a change of the past',
    path: '/changes',
    arrive: async (page) => {
      await page.getByRole('link', { name: /Rate decision/ }).click()
      await expect(page).toHaveURL(/\/changes\/[\w-]+\.[\w-]+/)
      await expect(page.getByRole('heading', { level: 1, name: /Rate decision/ })).toBeVisible()
    },
  },
  {
    name: 'connection',
    path: '/connection',
    arrive: async (page) => {
      await heading(/Connection/)(page)
      await expect(page.getByRole('list', { name: 'Results' })).toBeVisible()
    },
  },
  { name: 'activity', path: '/activity?window=30d', arrive: heading(/Activity/) },
]
