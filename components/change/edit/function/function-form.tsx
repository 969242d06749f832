'use client'

import { ArgumentField } from '#components/change/edit/function/argument-field.tsx'
import { isRepeatable } from '#components/change/edit/function/argument-value.ts'
import { type CallDraft, textsOf } from '#components/change/edit/function/call-draft.ts'
import { RepeatedArgument } from '#components/change/edit/function/repeated-argument.tsx'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'

/** One field per parameter, with the limits that the signature states. */
export function FunctionForm({
  signature,
  values,
  onChange,
}: {
  signature: FunctionSignature
  values: CallDraft['values']
  onChange: (values: CallDraft['values']) => void
}) {
  const parameters = signature.Parameters ?? []
  if (parameters.length === 0) return <p className="text-muted text-sm">It takes no arguments.</p>
  const set = (name: string, typed: string | string[]) => onChange({ ...values, [name]: typed })
  return (
    <div className="flex flex-col gap-3">
      {parameters.map((parameter) => {
        const name = parameter.ParameterName
        const texts = textsOf(values, name)
        return isRepeatable(signature, parameter) ? (
          <RepeatedArgument
            key={name}
            parameter={parameter}
            texts={texts}
            onChange={(typed) => set(name, typed)}
          />
        ) : (
          <ArgumentField
            key={name}
            parameter={parameter}
            text={texts[0] ?? ''}
            onChange={(text) => set(name, text)}
          />
        )
      })}
    </div>
  )
}
