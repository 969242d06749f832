import { describe, expect, it } from 'vitest'
import { parseSort, printSort, toggledSort } from '#components/explorer/columns/sort.ts'

describe('sort in the address', () => {
  it('reads back what it wrote, data paths included', () => {
    const rules = [
      { id: 'changed', desc: true },
      { id: 'apps/v1/Deployment spec.replicas', desc: false },
    ]

    expect(parseSort(printSort(rules))).toEqual(rules)
  })

  it('is empty for an empty text', () => {
    expect(parseSort('')).toEqual([])
  })
})

describe('a header that is pressed', () => {
  const head = { id: 'head', holds: 'number' } as const
  const changed = { id: 'changed', holds: 'time' } as const
  const pressed = (rules: string, column: typeof head | typeof changed, withOthers = false) =>
    printSort(toggledSort(parseSort(rules), column, withOthers))

  it.each([
    ['', head, 'head'],
    ['head', head, '-head'],
    ['-head', head, ''],
    ['', changed, '-changed'],
    ['-changed', changed, 'changed'],
    ['changed', changed, ''],
    ['unit', head, 'head'],
  ])('turns %j by %o into %j', (rules, column, sorted) => {
    expect(pressed(rules, column)).toBe(sorted)
  })

  it.each([
    ['unit', 'unit,head'],
    ['head,unit', '-head,unit'],
    ['-head,unit', 'unit'],
  ])('with shift keeps the other columns: %j becomes %j', (rules, sorted) => {
    expect(pressed(rules, head, true)).toBe(sorted)
  })
})
