'use client'

import { useQuery } from '@tanstack/react-query'
import { type Ref, useMemo, useState } from 'react'
import { TextField as AriaTextField, Input } from 'react-aria-components'
import { PathOptions } from '#components/query/paths/path-options.tsx'
import { PathStanding } from '#components/query/paths/path-standing.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { controlClass, FieldLabel } from '#components/ui/field/field.tsx'
import { useCombobox } from '#components/ui/field/use-combobox.ts'
import type { ValueColumn } from '#lib/confighub/values.ts'
import { pathsQuery } from '#lib/queries/paths.ts'
import type { SeenPath } from '#lib/rows/paths-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { searchPaths } from '#lib/where/paths/seen-paths.ts'

const shownAtMost = 60

/**
 * A path in documents, found by its parts among those that the units of a question have, with what stands there. Any
 * other path can be typed; it is marked when no unit that was read has it.
 */
export function PathField({
  label,
  isLabelHidden = false,
  question,
  value,
  onChange,
  onAccept,
  autoFocus = false,
  placeholder = 'spec.replicas',
  inputRef,
  className,
}: {
  label: string
  isLabelHidden?: boolean
  /** The units whose documents are looked at. */
  question: RowsQuestion
  /** A resource type of `*` or nothing is any. */
  value: ValueColumn
  onChange: (choice: ValueColumn) => void
  /** A path of the list was taken, with its resource type. */
  onAccept?: (seen: SeenPath) => void
  autoFocus?: boolean
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
  className?: string
}) {
  const [isOpen, setIsOpen] = useState(autoFocus)
  const catalogue = useQuery(pathsQuery(question))
  const paths = catalogue.data?.paths
  const { resourceType, path } = value
  const options = useMemo(() => optionsFor(paths, resourceType, path), [paths, resourceType, path])
  const take = (seen: SeenPath) => {
    onChange({ resourceType: seen.resourceType, path: seen.path })
    onAccept?.(seen)
    setIsOpen(false)
  }
  const combobox = useCombobox({
    label,
    options: isOpen ? options : [],
    onAccept: take,
    onClose: () => setIsOpen(false),
    passesEscape: true,
  })
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <AriaTextField
        value={path}
        autoFocus={autoFocus}
        onChange={(text) => {
          onChange({ resourceType, path: text.trim() })
          setIsOpen(true)
          combobox.unmark()
        }}
        className="relative flex min-w-0 flex-col gap-1"
      >
        <FieldLabel label={label} isLabelHidden={isLabelHidden} />
        <Input
          {...combobox.fieldProps}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          placeholder={placeholder}
          onClick={() => setIsOpen(true)}
          onFocus={() => setIsOpen(true)}
          onBlur={combobox.close}
          onKeyDown={(event) => {
            const opens = !isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')
            if (opens) setIsOpen(true)
            if (!opens && !combobox.takesKey(event)) return
            event.preventDefault()
            event.stopPropagation()
          }}
          className={classNames(controlClass, 'mono h-8')}
        />
        <PathOptions {...combobox.listProps} read={catalogue.data?.read ?? 0} />
      </AriaTextField>
      <PathStanding catalogue={catalogue} value={value} onTake={take} />
    </div>
  )
}

/** Another path than the one that is there already; of one resource type, when one is set. */
function optionsFor(paths: readonly SeenPath[] | undefined, resourceType: string, text: string): SeenPath[] {
  if (paths === undefined) return []
  const isAny = resourceType === '' || resourceType === '*'
  const possible = isAny ? paths : paths.filter((seen) => seen.resourceType === resourceType)
  return searchPaths(possible, text, shownAtMost)
}
