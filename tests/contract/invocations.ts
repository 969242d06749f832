import { z } from 'zod'
import { type InvocationShape, ValidationResultShape } from '#tests/contract/shapes/function.ts'

type Value = string | number | boolean

/** The body of a call of one function with named arguments. */
export function invocation(name: string, values: Readonly<Record<string, Value>>, description?: string) {
  return {
    ToolchainType: 'Kubernetes/YAML',
    FunctionInvocations: [
      {
        FunctionName: name,
        Arguments: Object.entries(values).map(([ParameterName, Value]) => ({ ParameterName, Value })),
      },
    ],
    ...(description === undefined ? {} : { ChangeDescription: description }),
  }
}

/** The body of a call of several functions with arguments by position. */
export function calls(...functions: readonly (readonly [string, ...Value[]])[]) {
  return {
    ToolchainType: 'Kubernetes/YAML',
    FunctionInvocations: functions.map(([FunctionName, ...values]) => ({
      FunctionName,
      Arguments: values.map((Value) => ({ Value })),
    })),
  }
}

/** One of `Outputs`, decoded (contract A1). */
export function output(item: z.infer<typeof InvocationShape> | undefined, type: string): unknown {
  const text = Buffer.from(item?.Outputs?.[type] ?? '', 'base64').toString('utf8')
  return text === '' ? undefined : JSON.parse(text)
}

/** The results of the validators in a call of several functions. */
export function verdicts(item: z.infer<typeof InvocationShape> | undefined) {
  return z.array(ValidationResultShape).parse(output(item, 'ValidationResultList') ?? [])
}
