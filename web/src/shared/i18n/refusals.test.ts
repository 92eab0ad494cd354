import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import api from '../../../../docs/api/openapi.json';
import { en as consoleEn } from '../../console/en';
import { en } from './en';

/*
 * The codes of the server against the words of the apps. The English stands for both languages: words.test.ts holds the
 * Chinese to the same keys.
 */
const sources = '../server/src/main/java/';
const server = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.java'))
  .map((file) => readFileSync(sources + file, 'utf8').replace(/\s+/g, ' '));

/** What the pattern's first group finds anywhere in the server's sources. */
const inServer = (pattern: RegExp) => [...new Set(server.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();

const without = (codes: string[], words: object) => codes.filter((code) => !(code in words));

describe('words', () => {
  it('are there for every refusal of the API document', () => {
    const codes = api.components.schemas.Problem.properties.code.enum;
    expect(codes.length).toBeGreaterThan(40);
    expect(without(codes, en.problem)).toEqual([]);
  });

  it('are there for whatever is said of a field', () => {
    const said = inServer(/\b(?:ofField|withField|wrong|FieldProblem|FieldMismatch)\( ?(?:[^,"]*(?:"[^"]*")?)[^,"]*, "([a-z0-9-]+)", /g);
    expect(said.length).toBeGreaterThan(30);
    const constraints = inServer(/import jakarta\.validation\.constraints\.(\w+);/g)
      .filter((name) => !name.startsWith('Not'))
      .map((name) => name.toLowerCase());
    expect(constraints).toContain('size');
    expect(without([...said, ...constraints, 'plain-text', 'missing'], { ...en.fieldError, ...en.problem })).toEqual([]);
  });

  it('are there for why an offer did not apply', () => {
    const reasons = readFileSync('../promotions/src/main/java/io/tongbao/promotions/Reason.java', 'utf8');
    const codes = [...reasons.matchAll(/^ {4}([A-Z_]+),?$/gm)].map((match) => (match[1] ?? '').toLowerCase().replaceAll('_', '-'));
    expect(codes.length).toBeGreaterThan(10);
    expect(without(codes, en.whyNot)).toEqual([]);
  });

  it('are there for every kind of entry', () => {
    const kinds = inServer(/\bEntry\.(?:post|reserve|settle|release|reverse)\( ?"([a-z_]+)"/g);
    expect(kinds).toContain('payment');
    expect(without(kinds, consoleEn.books.kinds)).toEqual([]);
  });
});
