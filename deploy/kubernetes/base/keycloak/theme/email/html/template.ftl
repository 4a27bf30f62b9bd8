<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.language}" dir="${(ltr)?then('ltr','rtl')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
  a { color: #0f6b63; }
  @media (prefers-color-scheme: dark) {
    body, .ground { background: #101615 !important; color: #e9efed !important; }
    .card { background: #18201f !important; border-color: #2e3a38 !important; }
    a { color: #6fd3c4 !important; }
  }
</style>
</head>
<body style="margin:0;background:#f7f6f2;color:#1c2422;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic','Noto Sans Devanagari',sans-serif;font-size:16px;line-height:1.6">
<div class="ground" style="background:#f7f6f2;padding:24px 16px">
<div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 16px;font-weight:700;font-size:18px">${realmName!'Mentoring'}</p>
<div class="card" style="background:#ffffff;border:1px solid #dedad0;border-radius:14px;padding:12px 24px;overflow-wrap:anywhere">
<#nested>
</div>
</div>
</div>
</body>
</html>
</#macro>
