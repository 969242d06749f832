import { type ASTNode, type Environment, EvaluationError, Optional } from '@marcbachmann/cel-js'
import { linearPattern } from '#hub/expressions/linear-pattern.ts'

/** Functions of the library that are replaced by ours: calls to them are renamed. */
const replaced = {
  /** The library runs JavaScript's regular expressions, where CEL requires RE2. */
  matches: 'matchesRE2',
  /** The library refuses has() of a field behind an index or a call, such as `has(r.list[0].field)`. */
  has: 'hasFieldAt',
} as const

/** Adds the functions that replace them. */
export function withReplacements(environment: Environment): Environment {
  return environment
    .registerFunction(`string.${replaced.matches}(string): bool`, (text: string, pattern: string) =>
      linearPattern(pattern).test(text),
    )
    .registerFunction(`${replaced.has}(ast): bool`, ({ args: [field] }: { args: readonly [ASTNode] }) => ({
      typeCheck: (checker: Checker, _: unknown, context: unknown) => {
        if (fieldOf(field) === undefined)
          throw new EvaluationError('has() takes a field, such as has(r.spec.replicas)', field)
        checker.check(fieldOf(field)?.receiver, context)
        return checker.getType('bool')
      },
      evaluate: (evaluator: Evaluator, _: unknown, context: unknown) => {
        const { receiver, name } = fieldOf(field) ?? {}
        return hasField(evaluator.run(receiver, context), name ?? '', field)
      },
    }))
}

type Checker = {
  check(node: unknown, context: unknown): unknown
  getType(name: string): unknown
}
type Evaluator = { run(node: unknown, context: unknown): unknown }

function fieldOf(node: ASTNode): { receiver: ASTNode; name: string } | undefined {
  return node.op === '.' ? { receiver: node.args[0], name: node.args[1] } : undefined
}

function hasField(value: unknown, name: string, at: ASTNode): boolean {
  if (value instanceof Optional) return value.hasValue() && hasField(value.value(), name, at)
  if (value instanceof Map) return value.has(name)
  throw new EvaluationError(`has() looks for ${name} in something that is no map`, at)
}

/**
 * Parses an expression with the replaced calls renamed in place; undefined when one of them was not found, because
 * there is a comment before the function's name.
 */
export function parseReplaced(environment: Environment, text: string) {
  const plain = environment.parse(text)
  const renames = renamesIn(plain.ast)
  if (renames.length === 0) return plain
  let renamed = text
  for (const { from, name } of renames.toSorted((a, b) => b.from - a.from)) {
    const place = renamed.indexOf(name, from)
    if (place < 0) return undefined
    renamed = `${renamed.slice(0, place)}${replaced[name]}${renamed.slice(place + name.length)}`
  }
  const parsed = environment.parse(renamed)
  return renamesIn(parsed.ast).length === 0 ? parsed : undefined
}

/** An error message with the names as the caller wrote them. */
export function withOwnNames(message: string): string {
  return message.replaceAll(replaced.matches, 'matches').replaceAll(replaced.has, 'has')
}

type Rename = { readonly from: number; readonly name: keyof typeof replaced }

/** Where the name of each replaced call begins, or where the text before it ends. */
function renamesIn(node: unknown): Rename[] {
  if (Array.isArray(node)) return node.flatMap(renamesIn)
  if (typeof node !== 'object' || node === null || !('op' in node)) return []
  const { op, args, start } = node as ASTNode
  return [...renameOf(op, args, start), ...renamesIn(args)]
}

function renameOf(op: ASTNode['op'], args: ASTNode['args'], start: number): Rename[] {
  if (!Array.isArray(args)) return []
  const [name, inner] = args as readonly unknown[]
  if (op === 'rcall' && name === 'matches') return [{ from: (inner as ASTNode).end, name }]
  if (op !== 'call' || name !== 'has') return []
  return isPlain((inner as readonly ASTNode[])[0]) ? [] : [{ from: start, name }]
}

/** `a.b.c`, for which the library supports has(). */
function isPlain(node: ASTNode | undefined): boolean {
  if (node?.op === '.' || node?.op === '.?') return isPlain(node.args[0])
  return node?.op === 'id'
}
