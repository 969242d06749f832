import type { Document, ParsedNode, ScalarTag } from 'yaml'
import { LineCounter, parseAllDocuments } from 'yaml'
import { fail, ok, type Result } from '#lib/config/result.ts'

export type YamlDocument = Document.Parsed<ParsedNode, true>

/** A text as its documents; ranges of all nodes are offsets into `text`. */
export type YamlStream = {
  readonly text: string
  readonly documents: readonly YamlDocument[]
  readonly positionOf: (offset: number) => { line: number; column: number }
}

export function parseStream(text: string): Result<YamlStream> {
  const lineCounter = new LineCounter()
  const parsed = parseAllDocuments(text, {
    customTags: (tags) => [octal, ...tags],
    keepSourceTokens: true,
    lineCounter,
    logLevel: 'silent',
    merge: true,
    prettyErrors: false,
    // Sets, ordered maps and dates stay what they look like: maps, lists and text.
    resolveKnownTags: false,
    // It compares each key with all others; the reader of the values finds a key that is set twice at once.
    uniqueKeys: false,
  })
  const positionOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const documents = 'empty' in parsed ? [] : parsed
  for (const document of documents) {
    const error = document.errors[0]
    if (error) return fail(plainMessage(error.code, error.message), positionOf(error.pos[0]))
  }
  return ok({ text, documents, positionOf })
}

// Kubernetes reads `0644` as octal (file modes), YAML 1.2 core as 644; we read what the cluster reads.
const octal: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?0[0-7]+$/,
  resolve: (text) => Number.parseInt(text, 8),
}

const explained: Readonly<Record<string, string>> = {
  BAD_INDENT: 'The indentation does not fit the lines above',
  TAB_AS_INDENT: 'Tabs cannot indent YAML; use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'A map cannot start here; the indentation does not fit the lines around',
  MULTILINE_IMPLICIT_KEY: 'A key has to stand on one line, followed by ": "',
  BAD_ALIAS: 'The alias is not well formed',
  RESOURCE_EXHAUSTION: 'The document is nested too deeply to be read',
}

function plainMessage(code: string, message: string): string {
  return explained[code] ?? `Not valid YAML: ${message.replace(/\s+at line \d+, column \d+[\s\S]*$/, '')}`
}
