"""A plot as SVG: for a page, whose style gives its colours, or as a file with colours of its own."""

from xml.etree import ElementTree as ET

from kb.plots.shapes import Line, Mark, Plot, Words

SPACE = "http://www.w3.org/2000/svg"
RADIUS = 5.5
PAPER = """
text { font-family: sans-serif; fill: #15202b; }
.head { font-weight: bold; }
.halo { stroke: #ffffff; stroke-width: 6px; stroke-linejoin: round; fill: #ffffff; }
.title { font-size: 17px; font-weight: bold; }
.quiet { stroke: #59636e; }
text.quiet { stroke: none; fill: #59636e; }
line.data { stroke: #08306b; }
path.data { fill: #08306b; }
path.text { fill: #ffffff; stroke: #15202b; stroke-width: 1.3px; }
"""
# Around a place at 0, 0.
PATHS = {
    "square": "M-6.5,-6.5H6.5V6.5H-6.5Z",
    "left": "M-8,0L6,-7.5V7.5Z",
    "right": "M8,0L-6,-7.5V7.5Z",
    "circle": f"M-{RADIUS},0A{RADIUS},{RADIUS},0,1,1,{RADIUS},0A{RADIUS},{RADIUS},0,1,1,-{RADIUS},0Z",
    "box": "M-5.5,-5.5H5.5V5.5H-5.5ZM-3,0H3",
}
PATHS["crossed"] = f"{PATHS['circle']}M-{RADIUS},0H{RADIUS}M0,-{RADIUS}V{RADIUS}"


def inline(plot: Plot) -> str:
    """Return a plot for a page: no colours and no font, and nothing for a reader of screens, whom the page tells."""
    root = ET.Element("svg", {"viewBox": f"0 0 {plot.width:g} {plot.height:g}"})
    _fill(root, plot)
    return ET.tostring(root, encoding="unicode")


def file(plot: Plot, title: str, lines: tuple[str, ...], margin: float = 16) -> str:
    """Return a plot as a file on white paper under a title and lines of smaller words."""
    head = 26 + 15 * len(lines) + 12
    width, height = plot.width + 2 * margin, plot.height + head + 2 * margin
    root = ET.Element("svg", {
        "xmlns": SPACE, "viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}", "height": f"{height:g}", "role": "img",
    })  # fmt: skip
    ET.SubElement(root, "title").text = f"{title}. {plot.alternative}"
    ET.SubElement(root, "style").text = PAPER
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    top = ET.SubElement(root, "g", {"transform": f"translate({margin:g} {margin:g})"})
    ET.SubElement(top, "text", {"x": "8", "y": "17", "class": "title"}).text = title
    for place, line in enumerate(lines):
        ET.SubElement(
            top, "text", {"x": "8", "y": f"{38 + 15 * place}", "class": "quiet", "font-size": "11"}
        ).text = line
    _fill(ET.SubElement(top, "g", {"transform": f"translate(0 {head})"}), plot, halo=True)
    return ET.tostring(root, encoding="unicode")


def _fill(parent: ET.Element, plot: Plot, halo: bool = False) -> None:
    # A page's style gives words a halo, so that no line runs through them. Not every program that opens a file
    # knows such a style; there it is drawn.
    for item in plot.items:
        if halo and isinstance(item, Words):
            _words(parent, item, "halo")
    for item in sorted(plot.items, key=lambda item: isinstance(item, Words)) if not halo else plot.items:
        match item:
            case Line():
                _line(parent, item)
            case Words():
                _words(parent, item, item.role)
            case Mark():
                place = {
                    "class": item.role,
                    "d": PATHS[item.shape],
                    "transform": f"translate({item.x:.1f} {item.y:.1f})",
                }
                ET.SubElement(parent, "path", place)


def _line(parent: ET.Element, line: Line) -> None:
    ends = {name: f"{getattr(line, name):.1f}" for name in ("x1", "y1", "x2", "y2")}
    dashes = {"stroke-dasharray": "6 4"} if line.dashed else {}
    ET.SubElement(parent, "line", {**ends, "class": line.role, "stroke-width": f"{line.width:g}", **dashes})


def _words(parent: ET.Element, words: Words, role: str) -> None:
    bold = {"font-weight": "bold"} if words.role == "head" else {}
    place = {"x": f"{words.x:.1f}", "y": f"{words.y:.1f}", "text-anchor": words.anchor, "font-size": f"{words.size:g}"}
    ET.SubElement(parent, "text", {**place, "class": role, **bold}).text = words.says
