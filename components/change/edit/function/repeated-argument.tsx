'use client'

import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { ArgumentField, labelOf } from '#components/change/edit/function/argument-field.tsx'
import { Button } from '#components/ui/button.tsx'
import type { FunctionParameter } from '#lib/confighub/schema/entities.ts'

/** An argument that may be given any number of times: a field for each value. */
export function RepeatedArgument({
  parameter,
  texts,
  onChange,
}: {
  parameter: FunctionParameter
  texts: readonly string[]
  onChange: (texts: string[]) => void
}) {
  const group = useRef<HTMLDivElement>(null)
  const shown = texts.length === 0 ? [''] : texts
  const { Description: _, ...plain } = parameter
  const remove = (place: number) => {
    // The button goes with its field.
    group.current?.focus()
    onChange(shown.toSpliced(place, 1))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be laid out differently
    <div
      ref={group}
      role="group"
      tabIndex={-1}
      aria-label={parameter.ParameterName}
      className="flex flex-col gap-2 outline-none"
    >
      {shown.map((text, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a value is known by its place only
        <div key={place} className="flex items-start gap-1">
          <ArgumentField
            parameter={place === 0 ? parameter : plain}
            label={place === 0 ? labelOf(parameter) : `${parameter.ParameterName}, value ${place + 1}`}
            text={text}
            onChange={(next) => onChange(shown.toSpliced(place, 1, next))}
            className="min-w-0 flex-1"
          />
          {shown.length > 1 && (
            <Button
              variant="quiet"
              size="icon-sm"
              className="mt-5.5"
              aria-label={`Remove value ${place + 1}`}
              onPress={() => remove(place)}
            >
              <X aria-hidden size={14} />
            </Button>
          )}
        </div>
      ))}
      <Button variant="quiet" size="sm" className="self-start" onPress={() => onChange([...shown, ''])}>
        <Plus aria-hidden size={14} />
        Another value
      </Button>
    </div>
  )
}
