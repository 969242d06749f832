'use client'

import { readArgument } from '#components/change/edit/argument-value.ts'
import { Select } from '#components/ui/field/select.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import type { FunctionParameter, FunctionSignature } from '#lib/confighub/schema/entities.ts'

type Values = Readonly<Record<string, string>>

/** One field per parameter, with the limits that the signature states. */
export function FunctionForm({
  signature,
  values,
  onChange,
}: {
  signature: FunctionSignature
  values: Values
  onChange: (values: Record<string, string>) => void
}) {
  const parameters = signature.Parameters ?? []
  if (parameters.length === 0) return <p className="text-muted text-sm">It takes no arguments.</p>
  return (
    <div className="flex flex-col gap-3">
      {parameters.map((parameter) => (
        <ArgumentField
          key={parameter.ParameterName}
          parameter={parameter}
          text={values[parameter.ParameterName] ?? ''}
          onChange={(text) => onChange({ ...values, [parameter.ParameterName]: text })}
        />
      ))}
    </div>
  )
}

function ArgumentField({
  parameter,
  text,
  onChange,
}: {
  parameter: FunctionParameter
  text: string
  onChange: (text: string) => void
}) {
  const { ParameterName, Description, Required, Example } = parameter
  const label = Required === true ? ParameterName : `${ParameterName} (optional)`
  const description = [Description, limitsOf(parameter)].filter(Boolean).join('. ')
  const choices = parameter.DataType === 'bool' ? ['true', 'false'] : (parameter.EnumValues ?? [])
  if (choices.length > 0) {
    const options = Required === true ? choices : ['', ...choices]
    return (
      <Select
        label={label}
        description={description}
        options={options.map((value) => ({ value, label: value === '' ? 'not given' : value }))}
        value={options.includes(text) ? text : null}
        onChange={onChange}
      />
    )
  }
  const reading = readArgument(parameter, text)
  return (
    <TextField
      label={label}
      description={description}
      isMono
      isRequired={Required === true}
      inputMode={parameter.DataType === 'int' ? 'numeric' : 'text'}
      placeholder={Example ?? ''}
      value={text}
      onChange={onChange}
      // An untouched field is not an error yet; the preview button says what is missing.
      error={text !== '' && !reading.ok ? reading.message : undefined}
    />
  )
}

/** Regular expressions are not shown as hints; a value that does not match gets a message. */
function limitsOf({ Min, Max, DataType }: FunctionParameter): string {
  if (DataType !== 'int') return ''
  const isWide = Max !== undefined && Max >= 2_147_483_647
  const range = [Min === undefined ? '' : `from ${Min}`, Max === undefined || isWide ? '' : `to ${Max}`]
  return ['Whole number', ...range].filter(Boolean).join(' ')
}
