import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRepositoryFile, repositoryFiles } from '#tests/source-files.ts'

const files = repositoryFiles()
const documents = files.filter((path) => path.endsWith('.md'))

type Link = { readonly path: string; readonly anchor: string }

/** Links to places in this repository; `path` counts from its root. */
function linksOf(document: string): Link[] {
  const prose = readRepositoryFile(document).replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return []
    const [path = '', anchor = ''] = target.split('#')
    return { path: path === '' ? document : posix.join(posix.dirname(document), path), anchor }
  })
}

/** The anchors that a page of headings has, as GitHub and editors make them. */
function anchorsOf(document: string): string[] {
  return [...readRepositoryFile(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('links between documents', () => {
  it('are found; otherwise this test would pass without any', () => {
    expect(documents.flatMap(linksOf).length).toBeGreaterThan(60)
  })

  it.each(documents)('of %s lead somewhere', (document) => {
    const broken = linksOf(document).filter(
      ({ path, anchor }) => !files.includes(path) || (anchor !== '' && !anchorsOf(path).includes(anchor)),
    )
    expect(broken).toEqual([])
  })

  it('lead from the README to every page in docs and at the root', () => {
    const reached = new Set(['README.md'])
    for (const document of reached)
      for (const { path } of linksOf(document)) if (path.endsWith('.md')) reached.add(path)
    const pages = documents.filter((path) => /^(docs\/.*|[^/]+)$/.test(path))
    expect(pages.filter((path) => !reached.has(path))).toEqual([])
  })
})
