import type { Page } from '@playwright/test'
import { tradeInProduction } from '#e2e/change-calls.ts'
import { expect } from '#e2e/fixtures.ts'

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
  { name: 'unit', path: `/units/${london}/trade-service`, arrive: heading(/trade-service/) },
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
  { name: 'new change', path: newChangePath(tradeInProduction), arrive: heading(/change/i) },
  {
    name: 'new change by merge patch',
    path: `${newChangePath(tradeInProduction)}&patch=merge`,
    arrive: async (page) => expect(page.locator('.monaco-editor').first()).toBeVisible(),
  },
  {
    name: 'new change by function',
    path: `${newChangePath(tradeInProduction)}&patch=function`,
    arrive: heading(/change/i),
  },
  { name: 'activity', path: '/activity?window=30d', arrive: heading(/Activity/) },
  { name: 'no such page', path: '/nowhere', arrive: heading(/./) },
]
