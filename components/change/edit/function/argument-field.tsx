'use client'

import { isList, mayBeEmpty, readArgument } from '#components/change/edit/function/argument-value.ts'
import { Select } from '#components/ui/field/select.tsx'
import { TextArea, TextField } from '#components/ui/field/text-field.tsx'
import type { FunctionParameter } from '#lib/confighub/schema/entities.ts'

/** One argument, typed as its parameter declares it. */
export function ArgumentField({
  parameter,
  label = labelOf(parameter),
  text,
  onChange,
  className,
}: {
  parameter: FunctionParameter
  label?: string
  text: string
  onChange: (text: string) => void
  className?: string
}) {
  const { Required, Example, DataType } = parameter
  const description = [parameter.Description, limitsOf(parameter)].filter(Boolean).join('. ')
  const choices = DataType === 'bool' ? ['true', 'false'] : (parameter.EnumValues ?? [])
  const shared = { label, description, onChange, ...(className && { className }) }
  if (choices.length > 0) {
    const options = Required === true ? choices : ['', ...choices]
    return (
      <Select
        {...shared}
        options={options.map((value) => ({ value, label: value === '' ? 'not given' : value }))}
        value={options.includes(text) ? text : null}
      />
    )
  }
  const reading = readArgument(parameter, text)
  const typed = {
    ...shared,
    isMono: true,
    isRequired: Required === true,
    placeholder: Example ?? '',
    value: text,
    // An untouched field is not an error yet; the preview button says what is missing.
    error: text !== '' && !reading.ok ? reading.message : undefined,
  }
  if (isList(parameter) || DataType === 'CEL') return <TextArea {...typed} rows={5} />
  return <TextField {...typed} inputMode={DataType === 'int' ? 'numeric' : 'text'} />
}

export function labelOf(parameter: FunctionParameter): string {
  const { ParameterName, Required } = parameter
  if (mayBeEmpty(parameter)) return `${ParameterName} (may be empty)`
  return Required === true ? ParameterName : `${ParameterName} (optional)`
}

/** Regular expressions are not shown as hints; a value that does not match gets a message. */
function limitsOf({ Min, Max, DataType }: FunctionParameter): string {
  if (DataType !== 'int') return ''
  const isWide = Max !== undefined && Max >= 2_147_483_647
  const range = [Min === undefined ? '' : `from ${Min}`, Max === undefined || isWide ? '' : `to ${Max}`]
  return ['Whole number', ...range].filter(Boolean).join(' ')
}
