// A link /survey/#CODE brings the code into the field. The fragment never goes to the server, and
// it is taken out of the address, so that it stays in no history.
"use strict";
{
  const field = document.querySelector("input[name=code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (field && /^[0-9A-Za-z -]{12,20}$/.test(code)) {
    field.value = code;
    history.replaceState(null, "", location.pathname);
    field.form.querySelector("button").focus();
  }
}
