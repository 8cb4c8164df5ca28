import { compile, TreeInterpreter } from '@jmespath-community/jmespath'

/** A compiled path expression: gives what it finds, `null` where there is nothing. Throws only where a function gets the wrong type. */
export type Expression = (scope: Readonly<Record<string, unknown>>) => unknown

export type CompiledExpression = { ok: true; expression: Expression } | { ok: false; problem: string; fix?: string }

/** Without those that make objects with keys of their input's choosing (`__proto__`) or texts as long as their input says. */
const FUNCTIONS = new Set([
  'abs', 'ceil', 'contains', 'ends_with', 'find_first', 'floor', 'join', 'keys', 'length', 'lower', 'map', 'max', 'max_by', 'min', 'min_by', 'not_null',
  'reverse', 'sort', 'sort_by', 'split', 'starts_with', 'sum', 'to_array', 'to_number', 'to_string', 'trim', 'type', 'upper', 'values',
])
const FORBIDDEN_FIELDS = new Set(['__proto__', 'constructor', 'prototype'])
const MAX_LENGTH = 2000

type Node = ReturnType<typeof compile>

/**
 * Compiles a JMESPath expression (community edition) and refuses what would fail, or silently find nothing, with every payload: a
 * syntax error, an unknown function, a first name that is none of `roots`, and `!a.b`, which JMESPath reads as `(!a).b`.
 */
export function compileExpression(text: string, roots: ReadonlySet<string>): CompiledExpression {
  if (text.length > MAX_LENGTH) return { ok: false, problem: `is longer than ${MAX_LENGTH} characters` }
  let node: Node
  try {
    node = compile(text)
  } catch (error) {
    return { ok: false, problem: `is not a JMESPath expression: ${messageOf(error)}`, fix: 'a text in it stands in single quotes, a number in backticks' }
  }
  const found = faultOf(node, roots, true)
  if (found !== undefined) return { ok: false, ...found }
  return { ok: true, expression: (scope) => TreeInterpreter.search(node, scope as Parameters<typeof TreeInterpreter.search>[1]) ?? null }
}

interface FoundFault { problem: string; fix?: string }

/** `atRoot`: the node looks into the scope itself, and not into what an expression before it gave. */
function faultOf(node: Node, roots: ReadonlySet<string>, atRoot: boolean): FoundFault | undefined {
  switch (node.type) {
    case 'Field':
      if (FORBIDDEN_FIELDS.has(node.name)) return { problem: `the name ${node.name} is never read` }
      if (atRoot && !roots.has(node.name)) return { problem: `"${node.name}" is not known here`, fix: `begin with one of ${[...roots].join(', ')}` }
      return undefined
    case 'Subexpression':
      if (node.left.type === 'NotExpression') return { problem: 'a "!" before a path negates only its first name', fix: 'put the path in parentheses: !(body.x.y)' }
      return faultOf(node.left, roots, atRoot) ?? faultOf(node.right, roots, false)
    case 'IndexExpression': case 'Projection': case 'ValueProjection': case 'Pipe':
      return faultOf(node.left, roots, atRoot) ?? faultOf(node.right, roots, false)
    case 'FilterProjection':
      return faultOf(node.left, roots, atRoot) ?? faultOf(node.condition, roots, false) ?? faultOf(node.right, roots, false)
    case 'AndExpression': case 'OrExpression': case 'Comparator': case 'Arithmetic':
      return faultOf(node.left, roots, atRoot) ?? faultOf(node.right, roots, atRoot)
    case 'NotExpression': case 'Flatten':
      return faultOf(node.child, roots, atRoot)
    case 'ExpressionReference':
      return faultOf(node.child, roots, false)
    case 'Unary':
      return faultOf(node.operand, roots, atRoot)
    case 'Ternary':
      return faultOf(node.condition, roots, atRoot) ?? faultOf(node.trueExpr, roots, atRoot) ?? faultOf(node.falseExpr, roots, atRoot)
    case 'Function':
      if (!FUNCTIONS.has(node.name)) return { problem: `there is no function ${node.name}`, fix: `known are ${[...FUNCTIONS].join(', ')}` }
      return firstFault(node.children, (child) => faultOf(child, roots, atRoot))
    case 'MultiSelectList':
      return firstFault(node.children, (child) => faultOf(child, roots, atRoot))
    case 'MultiSelectHash':
      return firstFault(node.children, (child) => (FORBIDDEN_FIELDS.has(child.name) ? { problem: `the name ${child.name} is never written` } : faultOf(child.value, roots, atRoot)))
    case 'LetExpression': case 'Binding': case 'Variable': case 'Root':
      return { problem: 'variables and $ mean nothing here', fix: 'name a value under "let" of the mapping' }
    case 'Literal': case 'Index': case 'Slice': case 'Identity': case 'Current':
      return undefined
    default:
      return node satisfies never
  }
}

function firstFault<T>(items: readonly T[], look: (item: T) => FoundFault | undefined): FoundFault | undefined {
  for (const item of items) {
    const found = look(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** JMESPath's own notion: null, false, and empty texts, lists and objects are not true; 0 is. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || Object.keys(value).length > 0
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
