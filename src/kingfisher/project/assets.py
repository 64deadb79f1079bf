"""Third-party style sheets and scripts, taken from `node_modules`, cleaned and laid in `var/vendor`.

    python -m kingfisher.project.assets clean        node_modules -> var/vendor
    python -m kingfisher.project.assets collect      all static files -> var/static, named by content

A service that is not on GOV.UK may use the Design System but not its branding: the typeface GDS Transport
and the royal crest are taken out, with every address that would leave `var/vendor` and every pointer to a
source map. What is left is checked, not assumed. Nothing third-party is committed; a released image carries
the result of this.
"""

import json
import os
import re
import shutil
import sys
from pathlib import Path

from kingfisher.project import env
from kingfisher.project.env import CannotStart

GOVUK = Path("govuk-frontend/dist/govuk")
MOJ = Path("@ministryofjustice/frontend/moj")
FILES = {
    "govuk/govuk-frontend.min.css": GOVUK / "govuk-frontend.min.css",
    "govuk/govuk-frontend.min.js": GOVUK / "govuk-frontend.min.js",
    "moj/moj-frontend.min.css": MOJ / "moj-frontend.min.css",
    "moj/moj-frontend.min.js": MOJ / "moj-frontend.min.js",
    "cytoscape/cytoscape.min.js": Path("cytoscape/dist/cytoscape.min.js"),
}
TYPEFACE = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'
ICON = re.compile(r"url\(/assets/images/(icon-[a-z-]+\.svg)\)")
NEVER = {
    "the typeface GDS Transport": re.compile(r"GDS.?Transport|@font-face", re.IGNORECASE),
    "the crest": re.compile(r"govuk-crest|logotype-crown\.", re.IGNORECASE),
    "an address outside the folder": re.compile(r"url\(\s*[\"']?(?:/|https?:|//)|/assets/", re.IGNORECASE),
    "a pointer to a source map": re.compile(r"sourceMappingURL"),
}


def cleaned(said: str) -> str:
    """The file without branding, absolute addresses and source map pointers."""
    said = re.sub(r"/\*(?:(?!\*/).)*\*/(?=@font-face)", "", said, flags=re.DOTALL)
    said = re.sub(r"@font-face\{[^}]*\}", "", said)
    said = said.replace("GDS Transport,arial,sans-serif", TYPEFACE)
    said = said.replace("url(/assets/images/govuk-crest.svg)", "none")
    said = ICON.sub(r"url(images/\1)", said)
    return re.sub(r"(?:/\*|//)# sourceMappingURL=\S+?(?:\s*\*/)?(?=\s|$)", "", said)


def faults(said: str) -> list[str]:
    """What is in the file that must not be; nothing when it is clean."""
    return [what for what, pattern in NEVER.items() if pattern.search(said)]


def clean(modules: Path, target: Path) -> None:
    """Lay the cleaned files in `target`, replacing what was there in one step.

    Raises CannotStart when a file is missing or is not clean afterwards: a new release changed, look at it.
    """
    half = target.with_name(target.name + ".new")
    shutil.rmtree(half, ignore_errors=True)
    for name, source in FILES.items():
        try:
            was = (modules / source).read_text(encoding="utf-8")
        except OSError:
            raise CannotStart(f"{modules / source} is not there: npm ci did not finish.") from None
        now = cleaned(was)
        wrong = faults(now)
        if wrong:
            raise CannotStart(f"{source} still holds {' and '.join(wrong)} after cleaning.")
        (half / name).parent.mkdir(parents=True, exist_ok=True)
        (half / name).write_text(now, encoding="utf-8")
        icons = (half / name).parent / "images"
        for icon in sorted(set(ICON.findall(was))):
            icons.mkdir(exist_ok=True)
            shutil.copyfile(modules / MOJ / "assets" / "images" / icon, icons / icon)
    (half / "NOTICE.txt").write_text(_notice(modules), encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    half.rename(target)


def _notice(modules: Path) -> str:
    lines = ["Changed copies (branding removed) of:"]
    for name in ("govuk-frontend", "@ministryofjustice/frontend", "cytoscape"):
        said = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        home = said.get("homepage", "")
        lines.append(f"{name} {said['version']}, licence {said['license']}, {home}".rstrip(", "))
    return "\n".join(lines) + "\n"


def gather(top: Path) -> None:
    """Collect every static file into `var/static`, named by content and compressed; needs no database."""
    os.environ["KINGFISHER_DB_ROLE"] = "none"
    os.environ.setdefault("KINGFISHER_SECRET_KEY", "collecting static files signs nothing and keeps no key")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kingfisher.project.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    target = top / "var" / "static"
    half = target.with_name("static.new")
    shutil.rmtree(half, ignore_errors=True)
    # Set here because the settings choose this storage only once its manifest exists.
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    settings.STATIC_ROOT = half
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    shutil.rmtree(target, ignore_errors=True)
    half.rename(target)


def main(argv: list[str]) -> int:
    top = env.checkout() or Path.cwd()
    try:
        if argv == ["clean"]:
            clean(top / "node_modules", top / "var" / "vendor")
        elif argv == ["collect"]:
            gather(top)
        else:
            raise CannotStart("Say clean or collect.")
    except CannotStart as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
