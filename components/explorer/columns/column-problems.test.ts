import fc from 'fast-check'
import { createLoader } from 'nuqs/server'
import { describe, expect, it } from 'vitest'
import { columnProblem, columnProblems } from '#components/explorer/columns/column-problems.ts'
import { chooseColumns, usualColumns } from '#components/explorer/columns/columns.ts'
import { mostValueColumns } from '#lib/confighub/columns/most-value-columns.ts'
import { unitsSearch } from '#lib/url/search-params.ts'

const loadUnitsSearch = createLoader(unitsSearch)

const any = (path: string | undefined) => path && `* ${path}`

describe('a column', () => {
  it.each([
    ...usualColumns,
    '* spec.replicas',
    'v1/ConfigMap data.application~1yaml',
    'v1/Secret data.~1dockerconfigjson',
    'apps/v1/Deployment spec.template.spec.containers.?name=main.image#reference',
    'apps/v1/Deployment spec.template.spec.containers.*.env.?name=A_B.value',
    'apps/v1/Deployment metadata.labels.app~1kubernetes~1io/name',
    'apps/v1/Deployment spec.containers.0.image',
  ])('can be %s', (id) => {
    expect(columnProblem(id)).toBeUndefined()
    expect(chooseColumns([id]).columns.map((column) => column.id)).toContain(id)
  })

  it.each([
    ['spec..x', 'spec.x'],
    ['.spec.x', 'spec.x'],
    ['spec.x.', 'spec.x'],
    ['spec.containers[0].image', 'spec.containers.0.image'],
    ['$.spec.replicas', 'spec.replicas'],
    ["$.metadata.labels['app.kubernetes.io/name']", 'metadata.labels.app~1kubernetes~1io/name'],
    ['spec.containers[?(@.name=="main")].image', 'spec.containers.?name=main.image'],
    ['/spec/template/spec/containers/0/image', 'spec.template.spec.containers.0.image'],
    ['spec .replicas', 'spec.replicas'],
    ['spec.replicas > 2', 'spec.replicas'],
    ['spec.replicas=2', 'spec.replicas'],
    ['spec.containers.*.|securityContext.runAsNonRoot', 'spec.containers.*.securityContext.runAsNonRoot'],
    ['spec.image#tag', undefined],
    ['spec.containers.?name.image', undefined],
    ['..', undefined],
    ["'", undefined],
  ])('cannot be a path %s; the nearest is %s', (path, nearest) => {
    const problem = columnProblem(`* ${path}`)

    expect(problem?.message).toContain(path)
    expect(problem?.nearest).toBe(any(nearest))
    expect(chooseColumns([`* ${path}`]).values).toEqual([])
  })

  it.each([
    ['enviroment', 'environment'],
    ['spec.replicas', '* spec.replicas'],
    ['nonsense', undefined],
  ])('cannot be %s; the nearest is %s', (id, nearest) => {
    expect(columnProblem(id)?.nearest).toBe(nearest)
  })

  it('that is offered instead can always be shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'spec.x[]*?=0/$#| ~\'"') }), (path) => {
        const nearest = columnProblem(`* ${path}`)?.nearest
        if (nearest !== undefined) expect(columnProblem(nearest)).toBeUndefined()
      }),
      { seed: 7, numRuns: 2000 },
    )
  })
})

describe('columns and sort of an address', () => {
  it('are at most as many from documents as are read at once, and the others are named', () => {
    const ids = Array.from({ length: mostValueColumns + 2 }, (_, index) => `* spec.x${index}`)
    const search = { ...loadUnitsSearch('?'), cols: ids }
    const { columns, values } = chooseColumns(ids)
    const problems = columnProblems(search, columns, { path: '/units', parameters: new URLSearchParams() })

    expect(values).toHaveLength(mostValueColumns)
    expect(problems.map(({ key }) => key)).toEqual(ids.slice(mostValueColumns).map((id) => `column ${id}`))
    expect(problems[0]?.message).toContain('At most 20')
  })

  it('have pins, widths and a value of the matrix, which are named where they mean no column', () => {
    const address = new URL(
      'http://deck.test/units?cols=space&pin=foo,space&widths=abc,240+space,240+head&value=foo',
    )
    const search = loadUnitsSearch(address)
    const { columns } = chooseColumns(search.cols)
    const problems = columnProblems(search, columns, { path: '/units', parameters: address.searchParams })

    expect(problems.map(({ message }) => message.slice(0, message.indexOf(',')))).toEqual([
      'pin names “foo”',
      'widths names “abc”',
      'value names “foo”',
    ])
    const fixed = (at: number) =>
      loadUnitsSearch(new URL(problems[at]?.fixes[0]?.href ?? '', 'http://deck.test'))
    expect(fixed(0).pin).toEqual(['space'])
    expect(fixed(1).widths).toEqual(['240 space'])
    expect(fixed(2).value).toBe('')
  })

  it('are named where they cannot be shown, and the fix keeps the others', () => {
    const address = new URL('http://deck.test/units?cols=space,*+spec..x,nope&sort=-nope,space')
    const search = loadUnitsSearch(address)
    const { columns } = chooseColumns(search.cols)
    const problems = columnProblems(search, columns, { path: '/units', parameters: address.searchParams })

    expect(problems.map(({ key }) => key)).toEqual(['column * spec..x', 'column nope', 'sort'])
    expect(problems[1]?.message).toContain('There is no column “nope”')
    expect(problems[2]?.message).toContain('sort names “nope”')
    const fixed = problems[0]?.fixes[0]
    expect(fixed?.label).toBe('Show * spec.x')
    expect(loadUnitsSearch(new URL(fixed?.href ?? '', 'http://deck.test')).cols).toEqual([
      'space',
      '* spec.x',
      'nope',
    ])
    expect(loadUnitsSearch(new URL(problems[2]?.fixes[0]?.href ?? '', 'http://deck.test')).sort).toBe('space')
  })

  it.each([
    ['labels.Region', 'Labels.Region'],
    ['label.team.example/owner', 'Labels.team.example/owner'],
    ['space.labels.Region', 'Space.Labels.Region'],
    ['Space.label.Region', 'Space.Labels.Region'],
  ])('that are labels under another spelling are offered as such: %s', (id, label) => {
    expect(columnProblem(id)).toEqual({ message: `There is no column “${id}”.`, nearest: label })
    expect(columnProblem(label)).toBeUndefined()
  })
})
