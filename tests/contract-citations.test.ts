import { describe, expect, it } from 'vitest'
import { readRepositoryFile, repositoryFiles } from '#tests/source-files.ts'

// What this project relies on in ConfigHub is written down once, in docs/contract.md, and cited by section from comments,
// titles of tests and documents: (contract 5.1), (contract 4.5, 8g), (contract A7). Decisions are cited by number.

const texts = repositoryFiles()
  .filter((path) => /\.(tsx?|mjs|js|md)$/.test(path) && path !== 'tests/contract-citations.test.ts')
  .map((path) => ({ path, text: readRepositoryFile(path) }))

/** A list may continue on the next line of its comment. */
const gap = String.raw`\s+(?:(?:\*|//)\s+)?`
const section = String.raw`A?\d{1,2}(?:\.\d{1,2})?[a-i]?\b`
const citation = new RegExp(`\\bcontract${gap}(${section}(?:,${gap}${section})*)`, 'g')

function citationsIn(text: string): string[] {
  return [...text.matchAll(citation)].flatMap(([, list = '']) => list.match(/A?\d[\d.]*[a-i]?/g) ?? [])
}

/** Sections are headings (`### 5.1 …`); the behaviours of section 11 are rows of its table. */
function sectionsOf(contract: string): Set<string> {
  const heads = contract.matchAll(/^#{2,4} ([AB]?\d*(?:\.\d+)?[a-i]?)\.? /gm)
  const rows = contract.matchAll(/^\| (11\.\d+) \|/gm)
  return new Set([...heads, ...rows].map(([, name = '']) => name))
}

const sections = sectionsOf(readRepositoryFile('docs/contract.md'))

describe('citations of the contract', () => {
  it('are recognised in every form that comments use', () => {
    expect(citationsIn('/** Work (contract 4.9, A6). */')).toEqual(['4.9', 'A6'])
    expect(citationsIn(' * From Unit (contract\n * 4.8). With')).toEqual(['4.8'])
    expect(citationsIn('(`where_mutation`, contract 5.2)')).toEqual(['5.2'])
    expect(citationsIn('merges (contract 4.5, 8g), the contract walk, contract tests of 11')).toEqual([
      '4.5',
      '8g',
    ])
  })

  it('name sections that exist', () => {
    const missing = texts.flatMap(({ path, text }) =>
      citationsIn(text)
        .filter((name) => !sections.has(name))
        .map((name) => `${path}: contract ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('are found; otherwise this test would pass without any', () => {
    expect(sections.size).toBeGreaterThan(60)
    expect(texts.flatMap(({ text }) => citationsIn(text)).length).toBeGreaterThan(250)
  })

  it('have one form: no bare number, and no document that is not in this repository', () => {
    const other = /confighub-api|\baddendum\b|generation N\b/
    const bare = /(?:\/\*\*|^\s*\*|\/\/) .*\(\d{1,2}\.\d{1,2}[,)]/m
    expect('/** Revision references (4.4); without `from` it is the one before. */').toMatch(bare)
    expect(texts.filter(({ text }) => other.test(text) || bare.test(text)).map(({ path }) => path)).toEqual(
      [],
    )
  })
})

describe('citations of decisions', () => {
  const decisions = repositoryFiles().flatMap(
    (path) => /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1] ?? [],
  )

  it('name decisions that exist', () => {
    const missing = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/\bdecision (\d{4})\b/g)]
        .filter(([, number = '']) => !decisions.includes(number))
        .map(([cited]) => `${path}: ${cited}`),
    )
    expect(decisions.length).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })

  it('give each decision a number of its own, and a row in the index', () => {
    expect(new Set(decisions).size).toBe(decisions.length)
    const index = readRepositoryFile('docs/decisions/README.md')
    expect(decisions.filter((number) => !index.includes(`(${number}-`))).toEqual([])
  })
})
