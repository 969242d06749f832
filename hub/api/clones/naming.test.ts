import { describe, expect, it } from 'vitest'
import { cloneName, type Naming, readNaming, readPattern, readVariantLabels } from '#hub/api/clones/naming.ts'

function naming(query: Record<string, string>): Naming {
  const read = readNaming(new URLSearchParams(query))
  if (!read.ok) throw new Error(read.message)
  return read.value
}

/** All names that one source gets. */
function names(query: Record<string, string>, slug: string, labels: Record<string, string> = {}) {
  const { variants, pattern } = naming(query)
  return variants.map((variant) => {
    const name = cloneName({ pattern }, variant, { slug, labels: { ...labels, ...variant.labels } })
    return name.ok ? name.value : `! ${name.message}`
  })
}

describe('names of clones', () => {
  it.each([
    ['nothing asked for', {}, ['trade']],
    ['one per prefix', { name_prefixes: 'dev-,qa-' }, ['dev-trade', 'qa-trade']],
    ['one per value of a label', { variant_labels: 'env=dev|qa' }, ['trade-dev', 'trade-qa']],
    [
      'one per combination of labels',
      { variant_labels: 'env=dev|qa,region=eu|us' },
      ['trade-dev-eu', 'trade-dev-us', 'trade-qa-eu', 'trade-qa-us'],
    ],
    [
      'prefixes and labels',
      { name_prefixes: 'a-,b-', variant_labels: 'env=dev' },
      ['a-trade-dev', 'b-trade-dev'],
    ],
    [
      'a pattern over the source and the labels',
      { variant_labels: 'env=dev|qa', name_pattern: 'template:{{.Labels.env}}-of-{{ .SourceEntitySlug }}' },
      ['dev-of-trade', 'qa-of-trade'],
    ],
    [
      'a label that the source has',
      { name_pattern: 'template:{{.Labels.team}}-{{.SourceEntitySlug}}' },
      ['blue-trade'],
    ],
    ['a plain name', { name_pattern: 'copy' }, ['copy']],
    [
      'a plain name that looks like a template',
      { name_pattern: '{{.SourceEntitySlug}}' },
      ['{{.SourceEntitySlug}}'],
    ],
    [
      'a prefix before the pattern',
      { name_prefixes: 'x-', name_pattern: 'template:{{.SourceEntitySlug}}' },
      ['x-trade'],
    ],
  ])('%s', (_what, query, expected) => {
    expect(names(query, 'trade', { team: 'blue' })).toEqual(expected)
  })

  it('name the label that is missing', () => {
    const [name] = names({ name_pattern: 'template:{{.Labels.zone}}' }, 'trade', { team: 'blue' })
    expect(name).toBe('! name_pattern: trade has no label zone; give it with variant_labels or in the body.')
  })

  it('do not find labels that nobody gave in the prototype', () => {
    expect(names({ name_pattern: 'template:{{.Labels.constructor}}' }, 'trade')[0]).toMatch(/^! /)
  })

  it.each([
    ['{{.Space.Slug}}'],
    ['{{.SourceEntitySlug | upper}}'],
    ['{{.Labels.app.kubernetes.io/name}}'],
    ['{{index .Labels "env"}}'],
    ['{{}}'],
    ['{{.SourceEntitySlug'],
    ['.SourceEntitySlug}}'],
    ['{{.SourceEntitySlug}} {{'],
  ])('refuse the template %s', (template) => {
    expect(readPattern(`template:${template}`)).toMatchObject({ ok: false })
  })

  it.each([
    ['env'],
    ['__proto__=x'],
    ['a b=c'],
    ['=dev'],
    ['env='],
    ['env=dev|'],
    ['env=dev,,region=eu'],
    ['env=dev,'],
  ])('refuse the labels %s', (labels) => {
    expect(readVariantLabels(labels)).toMatchObject({ ok: false })
  })

  it('read a hostile template at once', () => {
    for (const hostile of ['{{'.repeat(4000), `{{${' '.repeat(8000)}`, `{{${' -'.repeat(4000)}`])
      expect(readPattern(`template:${hostile}`)).toMatchObject({ ok: false })
  })

  it('use the last value of a key that is given twice', () => {
    expect(readVariantLabels('env=dev|qa,env=prod')).toEqual({ ok: true, value: [{ env: 'prod' }] })
  })

  it('refuse an absurd number of combinations before building them', () => {
    const labels = Array.from({ length: 40 }, (_, index) => `k${index}=a|b`).join(',')
    expect(readVariantLabels(labels)).toMatchObject({ ok: false })
    const prefixes = Array.from({ length: 501 }, (_, index) => `p${index}-`).join(',')
    const query = new URLSearchParams({ name_prefixes: prefixes, variant_labels: 'env=a|b' })
    expect(readNaming(query)).toMatchObject({ ok: false })
  })

  it('knows whether clones are named at all', () => {
    expect(naming({}).renames).toBe(false)
    expect(naming({ variant_labels: '' }).renames).toBe(false)
    expect(naming({ name_pattern: 'x' }).renames).toBe(true)
  })
})
