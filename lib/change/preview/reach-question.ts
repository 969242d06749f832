import { z } from 'zod'
import type { Patch } from '#lib/change/model.ts'
import { callArguments } from '#lib/change/preview/call-arguments.ts'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'

type FunctionPatch = Extract<Patch, { kind: 'function' }>
type Functions = Readonly<Record<string, FunctionSignature>>

/** What a getter found, as far as it tells whether a setter applies to it. */
export const FoundValues = z
  .array(
    z.looseObject({
      ResourceType: z.string().optional(),
      Path: z.string().optional(),
      Value: z.unknown(),
      Details: z
        .looseObject({ NeededRequired: z.looseObject({ ResourceType: z.string() }).nullish() })
        .nullish(),
    }),
  )
  .nullable()
type FoundValue = NonNullable<z.infer<typeof FoundValues>>[number]

/** How to find out whether a function that changed nothing had something to apply to. */
export type ReachQuestion =
  /** It takes something away, so there was nothing of it. */
  | { readonly kind: 'nothing-there' }
  /** There was something if this call finds a value that counts. */
  | {
      readonly kind: 'ask'
      readonly call: { FunctionName: string; Arguments: ReturnType<typeof callArguments> }
      readonly counts: (value: FoundValue) => boolean
    }

/** Undefined where there is no way to know, or where having nothing to do is as wanted. */
export function reachQuestion(patch: FunctionPatch, functions: Functions): ReachQuestion | undefined {
  const given = new Map(patch.arguments.map(({ name, value }) => [name, String(value)]))
  const question = questions[patch.name]?.(given) ?? twin(patch, functions)
  if (question?.kind !== 'ask') return question
  const signature = functions[question.call.FunctionName]
  return signature === undefined || signature.Mutating === true ? undefined : question
}

type Given = ReadonlyMap<string, string>

const ofContainer = (given: Given) =>
  ask('get-container-image', [['container-name', given.get('container-name') ?? '']])

/** Functions without a getter of their own: what another getter says of what they apply to. */
const questions: Readonly<Record<string, (given: Given) => ReachQuestion | undefined>> = {
  'delete-path': () => ({ kind: 'nothing-there' }),
  'delete-resource': () => ({ kind: 'nothing-there' }),
  'search-replace': (given) =>
    given.get('search-value') === given.get('replace-value') ? undefined : { kind: 'nothing-there' },
  'set-env': ofContainer,
  'set-container-resources': ofContainer,
  'set-container-repository-uri': ofContainer,
  'set-image-uri': ofContainer,
  'set-image-reference-by-uri': (given) => {
    const uri = given.get('repository-uri') ?? ''
    return images(undefined, (image) => image === uri || /^[:@][^/]*$/.test(after(image, uri)))
  },
  'set-image-registry-by-registry': (given) => {
    const registries = [given.get('registry'), given.get('new-registry')].filter((each) => each)
    return images(given.get('container-name'), (image) =>
      registries.some((registry) => after(image, registry ?? '').startsWith('/')),
    )
  },
  'set-namespace': () =>
    ask(
      'get-paths',
      [
        ['path', 'metadata.namespace'],
        ['path', 'metadata.name'],
        ['path', 'subjects.*.namespace'],
      ],
      ({ Path, ResourceType }) => Path !== 'metadata.name' || ResourceType === 'v1/Namespace',
    ),
  'set-references-of-type': (given) =>
    ask(
      'get-references',
      [],
      ({ Details }) => Details?.NeededRequired?.ResourceType === given.get('resource-type'),
    ),
  'set-template': (given) => ask('get-path', [['path', given.get('path') ?? '']]),
  'set-attributes': (given) => attributes(given.get('attribute-list') ?? ''),
}

function ask(
  FunctionName: string,
  named: readonly (readonly [string, string])[],
  counts: (value: FoundValue) => boolean = () => true,
): ReachQuestion {
  const Arguments = named.map(([ParameterName, Value]) => ({ ParameterName, Value }))
  return { kind: 'ask', call: { FunctionName, Arguments }, counts }
}

function images(container: string | undefined, counts: (image: string) => boolean): ReachQuestion {
  const isCounted = ({ Value }: FoundValue) => counts(String(Value))
  return container === undefined || container === ''
    ? ask('get-attribute', [['attribute-name', 'container-image']], isCounted)
    : ask('get-container-image', [['container-name', container]], isCounted)
}

function after(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : ''
}

const Attributes = z.array(z.looseObject({ ResourceType: z.string(), Path: z.string() }))

/** What is already as the list wants it stands at its paths. */
function attributes(list: string): ReachQuestion | undefined {
  const read = Attributes.safeParse(jsonOf(list))
  if (!read.success) return undefined
  const types = new Set(read.data.map(({ ResourceType }) => ResourceType))
  const paths = new Set(read.data.map(({ Path }) => Path))
  return ask(
    'get-paths',
    [...paths].map((path) => ['path', path] as const),
    ({ ResourceType = '' }) => types.has('*') || types.has(ResourceType),
  )
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The getter of the same name, with those arguments of the setter that it takes too. */
function twin(patch: FunctionPatch, functions: Functions): ReachQuestion | undefined {
  if (!patch.name.startsWith('set-')) return undefined
  const FunctionName = patch.name.replace(/^set-/, 'get-')
  const signature = functions[FunctionName]
  // A getter of another attribute says nothing of this one.
  if (signature === undefined || signature.AttributeName !== functions[patch.name]?.AttributeName)
    return undefined
  const parameters = signature.Parameters ?? []
  const given = patch.arguments.filter(({ name }) =>
    parameters.some(({ ParameterName }) => ParameterName === name),
  )
  const isWhole = parameters.every(
    ({ ParameterName, Required }) => Required !== true || given.some(({ name }) => name === ParameterName),
  )
  if (!isWhole) return undefined
  return { kind: 'ask', call: { FunctionName, Arguments: callArguments(given) }, counts: () => true }
}
