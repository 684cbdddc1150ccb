export async function locale(): Promise<{ language: string; region: string }> {
  const child = Bun.spawn(['defaults', 'read', '-g', 'AppleLocale'], { stdout: 'pipe', stderr: 'ignore' });
  let text = (await new Response(child.stdout).text()).trim();
  await child.exited;
  if (!text) text = (Bun.env.LANG ?? 'en_US').split('.')[0]!;
  const [language = 'en', region = 'US'] = text.split(/[_-]/);
  return { language, region };
}
