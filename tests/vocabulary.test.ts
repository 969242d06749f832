import { describe, expect, it } from 'vitest'
import { pageAddresses, readRepositoryFile, repositoryFiles, sourceFiles } from '#tests/source-files.ts'

type Rule = {
  readonly name: string
  readonly pattern: RegExp
  /** Where the rule applies, and its exceptions. */
  readonly inside: readonly string[]
  readonly except: readonly string[]
  /** The rule applies to tests beside the source as well. */
  readonly testsToo: boolean
  /** A line the rule must catch. */
  readonly example: string
}

const product = ['app', 'components', 'lib', 'hub']
const everywhere = [...product, 'scripts', 'tests', 'e2e', 'bench']

/** `units` of `/units/[space]/[unit]`. */
const topPages = new Set(pageAddresses().flatMap((page) => page.split('/')[1] || []))

const rules: readonly Rule[] = [
  {
    name: 'HTTP is spoken only where answers are checked',
    pattern: /(?<![\w.'"`])fetch\(/,
    inside: product,
    except: ['lib/confighub', 'lib/queries', 'lib/server', 'app/api', 'hub/store/download-backup.ts'],
    testsToo: false,
    example: 'const answer = await fetch(url)',
  },
  {
    name: 'addresses of pages are made by lib/url',
    pattern: new RegExp(`(?<!PageProps<)['"\`]/(${[...topPages].join('|')})\\b`),
    inside: ['app', 'components', 'lib'],
    except: ['lib/url'],
    testsToo: false,
    example: "<a href='/units/a/b'>",
  },
  {
    name: 'our own modules are never mocked',
    pattern: /vi\.(mock|doMock)\(\s*['"`][#.]/,
    inside: everywhere,
    except: ['tests/vocabulary.test.ts'],
    testsToo: true,
    example: "vi.mock('#lib/where/parse.ts')",
  },
  {
    name: 'modules do not ask where they run',
    pattern: /typeof window\b/,
    inside: product,
    except: [],
    testsToo: true,
    example: "if (typeof window === 'undefined') return",
  },
  {
    name: 'lib holds no client components',
    pattern: /^['"]use client['"]/m,
    inside: ['lib', 'hub'],
    except: [],
    testsToo: true,
    example: "'use client'",
  },
  {
    name: 'tests are neither left out nor run alone',
    pattern: /\b(it|test|describe)\.(skip|only|todo|fixme|skipIf|runIf)\b/,
    inside: everywhere,
    except: ['tests/vocabulary.test.ts'],
    testsToo: true,
    example: "it.skip('works', () => {})",
  },
  {
    name: 'nothing is left for later',
    pattern: /\b(TODO|FIXME|XXX)\b/,
    inside: everywhere,
    except: ['tests/vocabulary.test.ts'],
    testsToo: true,
    example: '// TODO: finish',
  },
]

const files = sourceFiles()
const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)

describe('vocabulary', () => {
  it.each(rules)('$name', (rule) => {
    expect(rule.example).toMatch(rule.pattern)
    const looked = files.filter(
      ({ path }) =>
        rule.inside.some((folder) => within(path, folder)) &&
        !rule.except.some((folder) => within(path, folder)) &&
        (rule.testsToo || !/\.test\.tsx?$/.test(path)),
    )
    expect(looked.length).toBeGreaterThan(10)
    expect(looked.filter(({ text }) => rule.pattern.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('names files after what they contain, never utils or helpers', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|misc|types|index|manager)(\.test)?\.(ts|tsx|js|mjs)$/
    expect('lib/where/utils.ts').toMatch(drawers)
    expect(files.map(({ path }) => path).filter((path) => drawers.test(path))).toEqual([])
  })
})

describe('the texts of pages', () => {
  /** Inside a sentence or as a counted noun; names of types and of columns stand elsewhere. */
  const capital =
    /(?<![,{] ?|\b(?:const|type|typeof|as|extends|return) )(?<=[a-z’'}\d] )Spaces?\b(?!\??\.\w|[:\w]| =| \?\?)|, 'Spaces?'\)/
  const within = ['app', 'components', 'lib']
  // What is completed there are descriptions of ConfigHub's entities.
  const except = ['lib/where/menus/attribute-docs.ts']

  it('write a space small, as the glossary has it', () => {
    for (const wrong of ["'Choose a Space'", 'all of its Spaces<', "count(many, 'Space')"])
      expect(wrong).toMatch(capital)
    const looked = files.filter(
      ({ path }) =>
        within.some((folder) => path.startsWith(`${folder}/`)) &&
        !except.includes(path) &&
        !/\.test\.tsx?$|\/testing\//.test(path),
    )
    const found = looked.flatMap(({ path, text }) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => capital.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(found).toEqual([])
  })
})

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*/g, '')
}

describe('documents', () => {
  const documents = repositoryFiles().filter((path) => path.endsWith('.md'))
  const known = repositoryFiles()

  it('exist', () => {
    expect(documents).toContain('README.md')
  })

  it.each(documents)('%s names only files and folders that exist', (document) => {
    const missing = namedPaths(readRepositoryFile(document)).filter((path) => !exists(path, known))
    expect(missing).toEqual([])
  })
})

/** Paths in backticks and in links that begin with one of our folders. */
function namedPaths(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
  return quoted
    .map((match) => (match[1] ?? '').replace(/^\.\//, '').replace(/\/$/, ''))
    .filter((path) =>
      /^(app|components|lib|hub|tests|e2e|bench|scripts|docs|deploy|public|\.ci)\/\S+$/.test(path),
    )
}

/** `*` and `<noun>` stand for any name. */
function exists(named: string, known: readonly string[]): boolean {
  const pattern = named
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*/g, '.*')
    .replace(/(?<!\.)\*|<[^>]+>/g, '[^/]+')
  return known.some((path) => new RegExp(`^${pattern}(/|$)`).test(path))
}
