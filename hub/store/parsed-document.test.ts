import { describe, expect, it } from 'vitest'
import { parsedDocument } from '#hub/store/parsed-document.ts'

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `key-${index}: ${index}`).join('\n')

describe('a document', () => {
  it('gives the same rows whether it is parsed here or in a thread', async () => {
    const [small, large] = [lines(10), `${lines(10)}\n#${'x'.repeat(300_000)}`]

    expect(await parsedDocument(large)).toEqual(await parsedDocument(small))
  })

  it('may be of any size as long as there is little to parse in it', async () => {
    expect(await parsedDocument(`a: ${'x'.repeat(20_000_000)}`)).toMatchObject({ kind: 'rows' })
  })

  it.each([
    ['lines', '- a\n'.repeat(150_001)],
    ['items', `a: [${'1,'.repeat(150_001)}]`],
    ['brackets', '['.repeat(60_000_000)],
  ])('with too many %s is refused before it is parsed', async (_what, text) => {
    expect(await parsedDocument(text)).toMatchObject({
      kind: 'unreadable',
      error: { message: expect.stringContaining('150000 lines and items') },
    })
  })

  it('that is made hard to parse on purpose is refused', async () => {
    expect(await parsedDocument('"'.repeat(60_000_000))).toMatchObject({ kind: 'unreadable' })
  })

  it('that is large and not YAML is refused at the place of the error', async () => {
    expect(await parsedDocument(`${lines(30_000)}\n]`)).toMatchObject({
      kind: 'unreadable',
      error: { line: 30_001 },
    })
  })
})
