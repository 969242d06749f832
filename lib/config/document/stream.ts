import type { Document, ParsedNode, Tags } from 'yaml'
import { Composer, type CST, isMap, isScalar, Lexer, LineCounter, Parser, visit } from 'yaml'
import { ok } from '#lib/base/result.ts'
import { budget, type Measured, TooLarge } from '#lib/config/document/budget.ts'
import { coreScalar, kubernetesTags } from '#lib/config/document/plain-scalars.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'

export type YamlDocument = Document.Parsed<ParsedNode, true>

/** A text as its documents; ranges of all nodes are offsets into `text`. */
export type YamlStream = {
  readonly text: string
  readonly documents: readonly YamlDocument[]
  readonly positionOf: (offset: number) => { line: number; column: number }
}

/**
 * How plain scalars are read: as Kubernetes does, by the core schema of YAML 1.2, or the former in documents with a
 * `kind` and the latter in all others, which are application configuration.
 */
export type Reading = 'kubernetes' | 'core' | 'by-kind'

/** Throws `TooLarge` as soon as the text proves to be; `what` only affects the message. */
export function parseStream(
  text: string,
  what: Measured = 'document',
  reading: Reading = 'by-kind',
): DocumentResult<YamlStream> {
  const lineCounter = new LineCounter()
  const composer = new Composer<ParsedNode, true>({
    customTags: (tags) => [...tags.filter(isShape), ...kubernetesTags],
    keepSourceTokens: true,
    logLevel: 'silent',
    merge: true,
    prettyErrors: false,
    // Sets, ordered maps and dates are read as maps, lists and text.
    resolveKnownTags: false,
    // The library compares each key with all others; duplicate keys are found when the values are read instead.
    uniqueKeys: false,
  })
  const documents = [...composer.compose(boundedTokens(text, lineCounter, what))]
  const positionOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  for (const document of documents) {
    const error = document.errors[0]
    if (error) return fail(plainMessage(error.code, error.message), positionOf(error.pos[0]))
  }
  for (const document of documents)
    if (reading === 'core' || (reading === 'by-kind' && !hasKind(document))) readAsCore(document)
  return ok({ text, documents, positionOf })
}

/** The tags of maps, lists and text. */
function isShape(tag: Tags[number]): boolean {
  return typeof tag === 'object' && (tag.collection !== undefined || tag.tag === 'tag:yaml.org,2002:str')
}

/** Only resources of Kubernetes have a kind; application configuration has none. */
function hasKind({ contents }: YamlDocument): boolean {
  return isMap(contents) && contents.items.some(({ key }) => isScalar(key) && key.value === 'kind')
}

function readAsCore(document: YamlDocument): void {
  visit(document, {
    Scalar: (at, node) => {
      const { type, tag, source } = node
      if (type === 'PLAIN' && tag === undefined && source !== undefined)
        node.value = at === 'key' ? source : coreScalar(source)
    },
  })
}

/** The library's own parsing loop, which also tracks nesting and counts tokens. */
function* boundedTokens(text: string, lines: LineCounter, what: Measured): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  let tokens = 0
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    tokens += 1
    if (tokens > budget.tokens) throw new TooLarge(what, 'tokens')
    // One is the document itself, one the scalar or the list that just begins.
    if (parser.stack.length > budget.levels + 2) throw new TooLarge(what, 'levels')
  }
  yield* parser.end()
}

const explained: Readonly<Record<string, string>> = {
  BAD_INDENT: 'The indentation does not fit the lines above',
  TAB_AS_INDENT: 'Tabs cannot indent YAML; use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'A map cannot start here; the indentation does not fit the lines around',
  MULTILINE_IMPLICIT_KEY: 'A key must be on one line, followed by ": "',
  BAD_ALIAS: 'The alias is not well formed',
  RESOURCE_EXHAUSTION: 'The document is nested too deeply to be read',
}

function plainMessage(code: string, message: string): string {
  return explained[code] ?? `Not valid YAML: ${message.replace(/\s+at line \d+, column \d+[\s\S]*$/, '')}`
}
