import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, csvRemark, pasteCell, withoutFormula } from '#lib/base/csv.ts'

const hostile = [
  '=1+1',
  "=cmd|'/c calc'!A1",
  '+1+1',
  '-1+1',
  '-cmd',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u00a0=1',
  '\u200b=1',
  '\u202e=1',
  '"=1',
  "'=1",
  '＝1+1',
  '＋1',
  '－1-1',
  '＠SUM(A1)',
]

const harmless = [
  '',
  'trade-service',
  '3',
  '-3',
  '-0.5',
  '1e-7',
  'a=b',
  'x - y',
  "Slug = 'x'",
  '#1',
  '# remark',
  'a;b',
  '%prod%',
]

describe('withoutFormula', () => {
  it.each(hostile)('makes a text of %j', (text) => {
    expect(withoutFormula(text)).toBe(`'${text.replace(/([;\t])=/, "$1'=")}`)
  })

  it.each(harmless)('leaves %j as it is', (text) => {
    expect(withoutFormula(text)).toBe(text)
  })

  it('guards text that a semicolon or a tab would turn into a cell', () => {
    expect(withoutFormula('a;=1')).toBe("a;'=1")
    expect(withoutFormula('a;"=1')).toBe(`a;'"=1`)
    expect(withoutFormula('a\t@x')).toBe("a\t'@x")
  })
})

describe('lines for spreadsheets', () => {
  it('keep a remark with commas in one cell', () => {
    expect(csvRemark('where', "Slug = 'a',=1+1")).toBe(`"# where: Slug = 'a',=1+1"`)
    expect(csvRemark('where', 'a\n=1')).toBe('# where: a =1')
  })

  it('hold no cell that begins like a formula, whatever the separator', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(...hostile),
      fc.stringMatching(/^[=+\-@;,\t"' a1]{0,8}$/),
    )
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
        const begins = [csvLine(cells), csvLine(['x', ...cells])].flatMap(readCells)
        const pasted = cells.map(pasteCell).join('\t').split('\t')
        const formulas = [...begins, ...pasted].filter(
          (cell) => /^[\s"]*[=+\-@]/.test(cell) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell),
        )
        expect(formulas).toEqual([])
      }),
    )
  })

  it('can be read back unchanged when nothing is dangerous', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z"\r\n, ]{0,8}$/), { minLength: 1, maxLength: 4 }),
        (cells) => {
          expect(readCells(csvLine(cells))).toEqual(cells)
        },
      ),
    )
  })
})

/** An independent reader, by RFC 4180. */
function readCells(line: string): string[] {
  const cells = [...`${line},`.matchAll(/"((?:[^"]|"")*)",|([^",]*),/g)]
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}
