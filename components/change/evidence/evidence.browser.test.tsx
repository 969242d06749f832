import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { EvidenceDocument } from '#components/change/evidence/evidence-document.tsx'
import { perform } from '#components/testing/stage.tsx'
import type { Predicate } from '#lib/change/evidence/statement.ts'
import { exampleStatement } from '#lib/change/testing/example-statement.ts'

async function show(change: (predicate: Predicate) => Partial<Predicate> = () => ({})): Promise<void> {
  const statement = exampleStatement(50)
  const predicate = { ...statement.predicate, ...change(statement.predicate) }
  const evidence = { file: '', statement: { ...statement, predicate }, hint: 'the name of the key' }
  await perform(<EvidenceDocument evidence={evidence} />, '/changes/space.tag/evidence')
}

const part = (name: string) => page.getByRole('region', { name, exact: true })

describe('the page of evidence', () => {
  it('says each fact with its standing and place, each class with its paths, and each unit with its hashes', async () => {
    await show()

    await expect.element(part('Proof').getByText('proven', { exact: true })).toBeVisible()
    const fact = part('Facts').getByRole('row', { name: /^Why/ })
    await expect.element(fact).toMatchTextContent('Größer für die Börse')
    await expect.element(fact).toMatchTextContent('proven')
    await expect.element(fact).toMatchTextContent('Revision.Description')
    const classes = part('What changed').getByRole('table')
    expect(classes.all()).toHaveLength(2)
    await expect
      .element(classes.first().getByRole('row', { name: /spec\.replicas/ }))
      .toMatchTextContent(/37$/)
    const { subject, predicate } = exampleStatement(50)
    const rows = part('Units').getByRole('row')
    expect(rows.all()).toHaveLength(51)
    await expect.element(rows.nth(1)).toMatchTextContent(subject[0]?.name ?? '')
    await expect.element(rows.nth(1)).toMatchTextContent(subject[0]?.digest.sha256 ?? '')
    await expect.element(rows.nth(1)).toMatchTextContent(predicate.units.rows[0]?.[1] ?? '')
    await expect.element(part('Signature')).toMatchTextContent('the name of the key')
    const approval = part('Approvals').getByRole('row', { name: /Looked at/ })
    await expect
      .element(approval)
      .toMatchTextContent(/until 2026-12-01.*counted when they were written: 50 units/)
    await expect
      .element(part('Approval rules'))
      .toMatchTextContent(/Labels\.Environment = 'prod': 1 approval needed, 1 given, for 50 units/)
    await expect
      .element(part('Not written: 2 units'))
      .toMatchTextContent(/refused\. You may not edit this unit\./)
    await expect.element(part('Left out of the change, excluded: 1 unit')).toMatchTextContent(/prod-jp/)
    // Nothing is said of what the record does not have.
    await expect.element(part('Waves')).not.toBeInTheDocument()
  })

  it('shows as a claim what is not proven, with the differences and the units they are about', async () => {
    await show((predicate) => ({
      proof: {
        standing: 'different',
        says: 'Not proven: the record does not match what ConfigHub holds.',
        differences: ['The reason is not what was signed: it was edited, added or removed later.'],
        more: 0,
        unread: 0,
      },
      facts: predicate.facts.map((fact) => ({ ...fact, standing: 'claimed' })),
      approvalRules: undefined,
      units: { ...predicate.units, unproven: [1] },
    }))

    await expect.element(part('Proof').getByText('not proven', { exact: true })).toBeVisible()
    await expect.element(part('Proof')).toMatchTextContent('The reason is not what was signed')
    await expect.element(part('Facts').getByRole('row', { name: /^Why/ })).toMatchTextContent('claimed only')
    await expect.element(part('Approval rules')).toMatchTextContent(/Not recorded/)
    const marked = part('Units').getByText('the record is not true of it')
    expect(marked.all()).toHaveLength(1)
  })

  it('says of metadata that only the record tells it, and shows no revision', async () => {
    await show(() => ({ metadata: 'ConfigHub keeps no revision of metadata.' }))

    await expect.element(page.getByText('ConfigHub keeps no revision of metadata.')).toBeVisible()
    const units = part('Units').getByRole('table', { name: 'Units and the hashes of their values' })
    await expect.element(units.getByRole('row').nth(1)).not.toMatchTextContent(/@/)
  })

  it('has no part that is wider than a phone', async () => {
    await page.viewport(390, 800)
    await show()
    await expect.element(part('Units')).toBeVisible()

    const { scrollWidth } = document.documentElement
    await page.viewport(1440, 900)
    expect(scrollWidth).toBeLessThanOrEqual(390)
  })
})
