import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export type SourceFile = {
  /** Path from the root of the repository. */
  readonly path: string
  readonly text: string
  /** What the file imports, as written. */
  readonly imports: readonly string[]
}

/** Every file that git tracks or would add, so that a file not yet committed counts as well. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed.split('\0').filter((path) => path !== '' && existsSync(root + path))
}

export function readRepositoryFile(path: string): string {
  return readFileSync(root + path, 'utf8')
}

export function sourceFiles(): SourceFile[] {
  return repositoryFiles()
    .filter((path) => /\.(ts|tsx|js|mjs)$/.test(path) && path.includes('/'))
    .map((path) => {
      const text = readRepositoryFile(path)
      return { path, text, imports: importsOf(text) }
    })
}

/** Every page: `app/(dashboard)/units/[space]/page.tsx` as `/units/[space]`. */
export function pageAddresses(): string[] {
  // A folder in parentheses has a layout and no segment of the address.
  const isSegment = (folder: string) => !folder.startsWith('(')
  return repositoryFiles()
    .filter((path) => /^app\/(.*\/)?page\.tsx$/.test(path))
    .map((path) => `/${path.split('/').slice(1, -1).filter(isSegment).join('/')}`)
}

/** Static imports, re-exports, dynamic imports and side-effect imports. */
export function importsOf(text: string): string[] {
  const pattern = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
