/** On a phone the name of a unit has a line of its own, because the names of Spaces begin alike. */
export const unitNameClass =
  'mono min-w-0 flex-1 truncate max-sm:basis-[calc(100%-2rem)] max-sm:whitespace-normal max-sm:break-words'
