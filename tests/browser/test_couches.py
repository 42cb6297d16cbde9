"""Layers over the map: filters, groups, cards, and the list of what is on the screen."""

import re

from playwright.sync_api import expect

LEGEND = ".st-key-couches-legende"
HERE = "window.citeoscope.told.map.state"


def row(screen, layer):
    return screen.page.locator(f"{LEGEND} li[data-couche={layer}]")


def shown(screen):
    return screen.page.evaluate(f"{HERE}.points.length")


def test_a_filter_repaints_without_fetching_points_again_and_stays_when_anything_else_changes(screen):
    asked = []
    screen.page.on("request", lambda request: asked.append(request.url) if "/points/" in request.url else None)
    screen.open("?territoire=region:11&couches=tiers_lieux,gares&indicateur=population&niveau=commune", "population")
    stations = row(screen, "gares")
    expect(stations.locator(".tete .effectif")).to_have_text("942")
    fetched = list(asked)
    assert len(fetched) == 2
    stations.get_by_text("Filtrer").click()
    stations.get_by_role("checkbox", name="tramway").check()
    expect(stations.locator(".tete .effectif")).to_contain_text(" sur 942")
    screen.page.wait_for_url("**filtres=gares.mode**")
    kept = stations.locator(".tete .effectif").inner_text()
    assert int(kept.split(" ")[0]) == screen.page.evaluate(
        f"{HERE}.points.filter((point) => point.overlay.id === 'gares').length"
    )
    screen.choose_indicator("Densité")
    screen.wait_drawn("densite")
    expect(stations.locator(".tete .effectif")).to_have_text(kept)
    expect(stations.get_by_role("checkbox", name="tramway")).to_be_checked()
    assert asked == fetched
    stations.get_by_role("button", name="Tout afficher").click()
    expect(stations.locator(".tete .effectif")).to_have_text("942")


def test_a_shared_filter_shows_the_same_points_and_a_wrong_one_is_explained(screen):
    screen.open("?territoire=region:11&couches=gares&filtres=gares.ligne:14&niveau=commune")
    expect(row(screen, "gares").locator(".tete .effectif")).to_have_text("26 sur 942")
    expect(row(screen, "gares").get_by_role("checkbox", name=re.compile("^14"))).to_be_checked()
    screen.open("?territoire=region:11&couches=gares&filtres=gares.couleur:rouge&niveau=commune")
    expect(screen.page.get_by_text("n’a pas de filtre « couleur »")).to_be_visible()
    expect(row(screen, "gares").locator(".tete .effectif")).to_have_text("942")


def test_points_of_one_place_are_listed_and_each_opens_its_card_with_the_keyboard(screen):
    screen.open("?territoire=epci:200068369&couches=tiers_lieux,projets,evenements&indicateur=population", "population")
    assert shown(screen) == 11
    groups = screen.page.evaluate(f"{HERE}.grouped.groups.map((one) => one.points.length)")
    assert groups == [11]
    screen.page.evaluate("window.citeoscope.told.map.openGroup(window.citeoscope.told.map.state.grouped.groups[0])")
    card = screen.page.locator(".citeoscope-lieu")
    expect(card.get_by_role("heading")).to_have_text("11 points au même endroit")
    expect(card).to_contain_text("Connus par leur commune seulement")
    card.get_by_role("button", name="Festival Utopic").first.focus()
    screen.page.keyboard.press("Enter")
    expect(card.get_by_role("heading")).to_contain_text("Utopic")
    expect(card).to_contain_text("placé à la commune, pas à l’adresse")
    card.get_by_role("button", name="Retour à la liste").click()
    expect(card.get_by_role("heading")).to_have_text("11 points au même endroit")
    screen.page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_a_place_that_is_opened_stays_open_while_another_indicator_is_painted(screen):
    screen.open("?territoire=epci:200068369&couches=tiers_lieux,projets,evenements&indicateur=population", "population")
    screen.page.evaluate("window.citeoscope.told.map.openGroup(window.citeoscope.told.map.state.grouped.groups[0])")
    screen.page.locator(".citeoscope-lieu").get_by_role("button", name="Festival Utopic").first.click()
    screen.choose_indicator("Densité")
    screen.wait_drawn("densite")
    expect(screen.page.locator(".citeoscope-lieu").get_by_role("heading")).to_contain_text("Utopic")
    screen.choose_territory("Nanterre", "Nanterre (92)")
    screen.wait_drawn("commune:92050")
    expect(screen.page.locator(".citeoscope-lieu")).to_have_count(0)


def test_dense_points_are_counted_together_and_a_click_comes_nearer(screen):
    screen.open("?territoire=commune:75056&couches=tiers_lieux&indicateur=population&niveau=commune", "population")
    everything = shown(screen)
    counts = screen.page.evaluate(f"{HERE}.grouped.groups.map((one) => one.points.length)")
    assert sum(counts) == everything > 200
    assert len(counts) < everything / 2
    zoom = screen.page.evaluate("window.citeoscope.told.map.map.getZoom()")
    at = screen.page.evaluate(
        f"""(() => {{ const map = window.citeoscope.told.map.map, one = {HERE}.grouped.groups[0];
        const box = map.getContainer().getBoundingClientRect();
        const at = map.latLngToContainerPoint(map.unproject([one.x * 256, one.y * 256], 0));
        return [box.x + at.x, box.y + at.y]; }})()"""
    )
    screen.page.mouse.move(*at)
    expect(screen.page.locator(".leaflet-tooltip")).to_contain_text("autres")
    screen.page.mouse.click(*at)
    screen.page.wait_for_function(f"window.citeoscope.told.map.map.getZoom() > {zoom}")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Paris")


def test_the_points_on_the_screen_are_listed_and_lead_to_the_page_of_the_tiers_lieux(screen):
    screen.open("?territoire=commune:59350&couches=tiers_lieux&indicateur=population&niveau=commune", "population")
    twin = screen.page.locator(".st-key-points-liste")
    twin.get_by_text("Points à l’écran").click()
    expect(twin.locator("li").first).to_be_visible()
    before = twin.locator("li").count()
    twin.get_by_role("searchbox").fill("fablab")
    expect(twin.locator("li").first).to_contain_text("fablab")
    assert 0 < twin.locator("li").count() < before
    name = twin.get_by_role("button").first.inner_text()
    twin.get_by_role("button").first.click()
    card = screen.page.locator(".citeoscope-lieu")
    expect(card.get_by_role("heading")).to_have_text(name)
    card.get_by_role("link", name="Ouvrir sa fiche").click()
    screen.page.wait_for_url("**/tiers-lieux?**lieu=**")
    expect(screen.page.get_by_text(name).first).to_be_visible()


def test_twenty_thousand_points_are_a_few_groups_that_a_move_does_not_make_again(screen):
    screen.open("?territoire=region:11&couches=gares&indicateur=population&niveau=commune", "population")
    groups, held, same = screen.page.evaluate(
        """(() => { const { state, marks, map } = window.citeoscope.told.map, seed = state.points;
        state.points = Array.from({ length: 20000 }, (_, n) => Object.assign({}, seed[n % seed.length],
          { x: 0.505 + 0.02 * ((n * 7919) % 20011) / 20011, y: 0.34 + 0.02 * ((n * 104729) % 20021) / 20021 }));
        marks.draw();
        const first = state.grouped.groups;
        map.panBy([60, 40], { animate: false });
        marks.draw();
        const held = first.reduce((sum, one) => sum + one.points.length, 0);
        return [first.length, held, state.grouped.groups === first]; })()"""
    )
    assert groups < 4_000
    assert held == 20_000
    assert same
