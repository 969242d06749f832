import type { Route } from 'next'
import { type AddressPage, choicesOf } from '#lib/url/address-page.ts'
import { samePage } from '#lib/url/routes.ts'
import { nearName } from '#lib/where/near-name.ts'

/** A part of an address that the page did not understand. */
export type AddressProblem = {
  readonly key: string
  readonly message: string
  /** The page may show, and would act on, more than the address meant. */
  readonly mayWiden: boolean
  readonly fixes: readonly { readonly label: string; readonly href: Route }[]
}

type Address = {
  readonly path: string
  readonly parameters: URLSearchParams
  /** As it is in the address bar, undecoded; empty when unknown. */
  readonly raw: string
}

/** Everything in an address that its page did not understand, so that nothing is silently ignored. */
export function addressProblems(page: AddressPage, address: Address): AddressProblem[] {
  const names = [...new Set(address.parameters.keys())]
  return [
    ...brokenEscapes(address),
    ...names.flatMap((name) =>
      Object.hasOwn(page.parameters, name)
        ? knownName(page, address, name)
        : [unknownName(page, address, name)],
    ),
  ]
}

/** A link to the same page without a parameter, or with another value of it. */
export function withParameter(
  { path, parameters }: Pick<Address, 'path' | 'parameters'>,
  name: string,
  value = '',
): Route {
  const changed = new URLSearchParams(parameters)
  if (value === '') changed.delete(name)
  else changed.set(name, value)
  return samePage(path, changed)
}

function unknownName(page: AddressPage, address: Address, name: string): AddressProblem {
  const { path, parameters } = address
  const near = nearName(name, Object.keys(page.parameters))
  const renamed = new URLSearchParams(
    [...parameters].map(([key, value]): [string, string] => [key === name && near ? near : key, value]),
  )
  return {
    key: `name ${name}`,
    message: `“${shorten(name)}” is not known here and was ignored: ${page.shows(parameters)}.`,
    mayWiden: page.scope.length > 0 && (near === undefined || page.scope.includes(near)),
    fixes: [
      ...(near === undefined || parameters.has(near)
        ? []
        : [{ label: `Read it as ${near}`, href: samePage(path, renamed) }]),
      { label: 'Remove it', href: withParameter(address, name) },
    ],
  }
}

function knownName(page: AddressPage, address: Address, name: string): AddressProblem[] {
  const values = address.parameters.getAll(name)
  const [value = ''] = values
  const mayWiden = page.scope.includes(name)
  const remove = { label: 'Remove it', href: withParameter(address, name) }
  const problems: AddressProblem[] = []
  if (values.length > 1) {
    const fixes = [{ label: 'Keep the first', href: withParameter(address, name, value) }]
    const message = `The address says ${name} ${values.length} times: only the first was read.`
    problems.push({ key: `twice ${name}`, message, mayWiden, fixes })
  }
  const wrong = wrongValue(page, name, value)
  if (wrong !== undefined) {
    const message = `${name}: “${shorten(value)}” ${wrong}.`
    problems.push({ key: `value ${name}`, message, mayWiden, fixes: [remove] })
  }
  const why = page.ignored?.(address.parameters)[name]
  if (why !== undefined) {
    const message = `${name} was ignored: ${why}.`
    problems.push({ key: `ignored ${name}`, message, mayWiden: true, fixes: [remove] })
  }
  if (value.includes('\uFFFD')) {
    const message = `${name} contains bytes that are not text: they were read as \uFFFD.`
    problems.push({ key: `bytes ${name}`, message, mayWiden, fixes: [remove] })
  }
  return problems
}

function wrongValue(page: AddressPage, name: string, value: string): string | undefined {
  const parser = page.parameters[name]
  if (parser === undefined) return undefined
  const read: unknown = parser.parse(value)
  const isLoose = typeof read === 'number' || typeof read === 'boolean'
  if (read !== null && !(isLoose && String(read) !== value.toLowerCase()))
    return page.wrongValue?.(name, value)
  const values = choicesOf(name)
  const expected = values === undefined ? '' : ` (there are ${values.join(', ')})`
  return `is not a value of ${name}${expected}, so the page shows what it shows without it`
}

function brokenEscapes({ path, parameters, raw }: Address): AddressProblem[] {
  if (!/%(?![0-9a-fA-F]{2})/.test(raw)) return []
  const message =
    'The address contains a % that is not followed by two hexadecimal digits; it was read literally. Write % as %25.'
  const fixes = [{ label: 'It is correct', href: samePage(path, parameters) }]
  return [{ key: 'escape', message, mayWiden: true, fixes }]
}

const maxQuoted = 40

function shorten(text: string): string {
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text
}
