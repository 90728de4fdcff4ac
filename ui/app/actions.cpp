// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/actions.h"

#include "ui/presentation/icons.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace app {

namespace {

struct Spec
{
    const char *menu; //!< "menu" or "menu/submenu"; a leading '-' puts a separator before the action
    const char *id;
    const char *text;
    const char *icon = "";
    QList<QKeySequence> keys = {};
    bool checkable = false;
    const char *group = ""; //!< exclusive check group
};

#define N(text) QT_TRANSLATE_NOOP("app::Actions", text)

QList<Spec> table()
{
    using K = QKeySequence;
    return {
        {"file", "store.new", N("New S&tore…"), "new-store", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_N)}},
        {"file", "entry.new", N("&New Entry…"), "new-entry", {K(K::New)}},
        {"-file", "entry.save", N("&Save"), "save", {K(K::Save)}},
        {"file", "entry.saveCopy", N("Sa&ve a Copy Elsewhere…"), "", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}},
        {"-file", "import.files", N("&Import Files…"), "import"},
        {"file", "import.folder", N("Import F&older…"), "import"},
        {"file", "export", N("&Export…"), "export", {K(Qt::CTRL | Qt::Key_E)}},
        {"file", "copy.to", N("Cop&y to…"), "copy"},
        {"-file", "connection.add", N("&Connect to a Service…"), "connection"},
        {"file", "connection.manage", N("&Manage Connections…"), ""},
        {"file", "local.share", N("&Let Programs Use the Local Workspace…"), "connection-local"},
        {"-file", "samples.remove", N("Remove Sample Memories…"), ""},
        {"-file", "drafts.show", N("&Unsaved Texts…"), ""},
        {"-file", "app.quit", N("&Quit"), "", {K(Qt::CTRL | Qt::Key_Q)}},

        {"edit", "edit.undo", N("&Undo"), "", {K(K::Undo)}},
        {"edit", "edit.redo", N("&Redo"), "", {K(K::Redo)}},
        {"-edit", "edit.cut", N("Cu&t"), "", {K(K::Cut)}},
        {"edit", "edit.copy", N("&Copy"), "copy", {K(K::Copy)}},
        {"edit", "edit.paste", N("&Paste"), "", {K(K::Paste)}},
        {"edit", "edit.selectAll", N("Select &All"), "", {K(K::SelectAll)}},
        {"-edit", "edit.find", N("&Find in Text"), "search", {K(K::Find)}},
        {"edit", "edit.findNext", N("Find Ne&xt"), "", {K(Qt::Key_F3)}},
        {"edit", "edit.findPrevious", N("Find Pre&vious"), "", {K(Qt::SHIFT | Qt::Key_F3)}},
        {"edit", "edit.replace", N("Rep&lace…"), "", {K(Qt::CTRL | Qt::Key_H)}},
        {"edit", "find.store", N("Find in Stor&e…"), "search", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_F)}},
        {"-edit", "edit.indent", N("I&ndent Lines"), "", {K(Qt::CTRL | Qt::Key_BracketRight)}},
        {"edit", "edit.outdent", N("&Outdent Lines"), "", {K(Qt::CTRL | Qt::Key_BracketLeft)}},
        {"-edit", "go.line", N("Go to L&ine…"), "", {K(Qt::CTRL | Qt::Key_G)}},
        {"edit", "go.to", N("&Go to Path or Id…"), "", {K(K::Open)}},

        {"view", "view.refresh", N("&Refresh"), "refresh", {K(Qt::Key_F5)}},
        {"-view", "view.text", N("&Text"), "text", {K(Qt::CTRL | Qt::Key_T)}, true, "tab"},
        {"view", "view.changes", N("&Changes"), "compare", {K(Qt::CTRL | Qt::Key_D)}, true, "tab"},
        {"view", "view.details", N("&Details"), "details", {K(Qt::CTRL | Qt::Key_I)}, true, "tab"},
        {"-view", "changes.next", N("&Next Change"), "next", {K(Qt::Key_F7)}},
        {"view", "changes.previous", N("&Previous Change"), "previous", {K(Qt::SHIFT | Qt::Key_F7)}},
        {"view", "changes.sideBySide", N("Changes Side by &Side"), "", {K(Qt::CTRL | Qt::Key_Backslash)}, true},
        {"view", "changes.ignoreBlanks", N("Ignore White Space in Changes"), "", {}, true},
        {"view", "changes.asList", N("Changes as a List"), "list", {}, true},
        {"view", "changes.otherEnd", N("Other End of Moved Lines"), ""},
        {"view", "text.preview", N("Mar&kdown Preview"), "", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_M)}, true},
        {"view", "text.wrap", N("&Wrap Lines"), "", {K(Qt::ALT | Qt::Key_Z)}, true},
        {"view", "text.blanks", N("Show Tabs and Trailing &Blanks"), "", {}, true},
        {"view", "marks.show", N("Findings of the Scan"), "", {}, true},
        {"view", "marks.next", N("Next Finding"), "", {K(Qt::Key_F8)}},
        {"view", "marks.previous", N("Previous Finding"), "", {K(Qt::SHIFT | Qt::Key_F8)}},
        {"view", "text.origin", N("Line Origin"), "", {K(Qt::CTRL | Qt::Key_B)}, true},
        {"view", "origin.change", N("Change of This Line"), "", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_B)}},
        {"view", "zoom.in", N("Lar&ger Text"), "", {K(Qt::CTRL | Qt::Key_Plus), K(Qt::CTRL | Qt::Key_Equal)}},
        {"view", "zoom.out", N("S&maller Text"), "", {K(Qt::CTRL | Qt::Key_Minus)}},
        {"view", "zoom.reset", N("Us&ual Text Size"), "", {K(Qt::CTRL | Qt::Key_0)}},
        {"-view", "pane.stores", N("Show St&ores"), "tree", {K(Qt::CTRL | Qt::ALT | Qt::Key_1)}, true},
        {"view", "pane.history", N("Show &History"), "history", {K(Qt::CTRL | Qt::ALT | Qt::Key_3)}, true},
        {"view", "stores.flat", N("Entries as a &List"), "list", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}, true},
        {"view", "stores.ghosts", N("Deleted Entr&ies"), "deleted", {}, true},
        {"-view", "focus.stores", N("Go to Stores"), "", {K(Qt::CTRL | Qt::Key_1)}},
        {"view", "focus.text", N("Go to Text"), "", {K(Qt::CTRL | Qt::Key_2)}},
        {"view", "focus.history", N("Go to History"), "", {K(Qt::CTRL | Qt::Key_3)}},
        {"view", "view.activity", N("Acti&vity"), "activity", {K(Qt::CTRL | Qt::Key_4)}},
        {"view", "focus.pathFilter", N("Filter Paths"), "filter", {K(Qt::CTRL | Qt::Key_L)}},
        {"-view/tabs", "tab.next", N("&Next Open Entry"), "", {K(Qt::CTRL | Qt::Key_Tab)}},
        {"view/tabs", "tab.previous", N("&Previous Open Entry"), "", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab), K(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)}},
        {"view/tabs", "tab.pin", N("&Keep Open"), ""},
        {"view/tabs", "tab.close", N("&Close"), "", {K(Qt::CTRL | Qt::Key_W)}},
        {"view/tabs", "tab.closeOthers", N("Close &Others"), ""},
        {"-view/appearance", "appearance.system", N("&System"), "", {}, true, "appearance"},
        {"view/appearance", "appearance.light", N("&Light"), "", {}, true, "appearance"},
        {"view/appearance", "appearance.dark", N("&Dark"), "", {}, true, "appearance"},

        {"store", "store.edit", N("&Edit Store…"), "store"},
        {"store", "store.history", N("Show Store &History"), "history"},
        {"-store", "mark.now", N("&Mark Now"), "mark"},
        {"store", "mark.changes", N("&Changed Since a Mark"), "compare", {K(Qt::CTRL | Qt::Key_5)}},
        {"store", "store.moment", N("The S&tore at a Moment"), "history", {K(Qt::CTRL | Qt::Key_6)}},
        {"store", "store.review", N("Review Inbo&x"), "inbox", {K(Qt::CTRL | Qt::Key_7)}},
        {"store/review", "review.done", N("Mark as &Reviewed"), "check", {K(Qt::Key_R)}},
        {"store/review", "review.entry", N("Mark Whole &Entry as Reviewed"), "", {K(Qt::SHIFT | Qt::Key_R)}},
        {"store/review", "review.all", N("Mark &All as Reviewed…"), "", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_R)}},
        {"store/review", "review.undo", N("&Undo Last Review"), "undo", {K(Qt::Key_U)}},
        {"store/review", "review.unread", N("&Mark as Unread"), "", {K(Qt::SHIFT | Qt::Key_U)}},
        {"store/review", "review.next", N("&Next Unread Version"), "next", {K(Qt::Key_N)}},
        {"store/review", "review.previous", N("&Previous Unread Version"), "previous", {K(Qt::Key_P)}},
        {"store/review", "review.takeBack", N("Take &Back This Change in Its Entry…"), "undo", {K(Qt::Key_B)}},
        {"store", "restore.moment", N("&Restore to a Moment…"), "undo"},
        {"-store", "store.verify", N("&Verify…"), ""},
        {"store", "store.scan", N("Sca&n…"), ""},
        {"store", "store.search", N("&Search Through All Time…"), "search", {K(Qt::CTRL | Qt::ALT | Qt::Key_F)}},
        {"store", "store.repeats", N("Re&peated Texts…"), ""},
        {"store", "store.costs", N("Si&zes and Tokens…"), ""},
        {"store", "store.witness", N("&Witness…"), ""},
        {"-store", "store.archive", N("&Archive Store…"), "archive"},
        {"store", "store.delete", N("&Delete Store…"), "delete"},
        {"-store", "store.copyId", N("Copy Store &Id"), "copy"},

        {"entry", "entry.metadata", N("Edit &Metadata…"), "edit"},
        {"entry", "entry.move", N("Re&name or Move…"), "", {K(Qt::Key_F2)}},
        {"entry", "entry.delete", N("&Delete…"), "delete", {K(K::Delete)}},
        {"entry", "entry.undoDelete", N("&Undo Deletion"), "undo"},
        {"entry", "entry.recreate", N("Re&create…"), "new-entry"},
        {"-entry", "entry.external", N("Open in E&xternal Editor"), "", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_O)}},
        {"entry/external", "external.desktop", N("The &Desktop’s Choice"), "", {}, true, "external"},
        {"entry/external", "external.program", N("Another &Program…"), "", {}, true, "external"},
        {"-entry", "entry.copyPath", N("Copy &Path"), "copy"},
        {"entry", "entry.copyId", N("Copy Entry &Id"), "copy"},
        {"entry", "entry.copyCurl", N("Copy as cur&l"), ""},

        {"version", "version.older", N("&Older Version"), "", {K(Qt::ALT | Qt::Key_Down)}},
        {"version", "version.newer", N("&Newer Version"), "", {K(Qt::ALT | Qt::Key_Up)}},
        {"-version", "version.open", N("Open This Version"), ""},
        {"version", "version.compare", N("&Compare"), "compare", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}},
        {"version", "version.compareCurrent", N("Compare with C&urrent"), ""},
        {"version", "version.compareEditor", N("Compare with the &Editor's Text"), ""},
        {"version", "entry.compareOther", N("Compare with &Another Entry…"), "compare"},
        {"version", "version.mark", N("&Mark for Comparison"), "", {K(Qt::Key_M)}},
        {"version", "version.compareMarked", N("Compare with Mar&ked"), ""},
        {"-version", "version.note", N("No&te on This Version…"), "edit", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_T)}},
        {"version", "version.evidence", N("Export E&vidence…"), "export", {K(Qt::CTRL | Qt::SHIFT | Qt::Key_E)}},
        {"-version", "version.use", N("Re&store…"), "entry-modified"},
        {"version", "version.moment", N("Restore Store to This Moment…"), ""},
        {"version", "version.takeBack", N("Take &Back This Change…"), "undo"},
        {"-version", "changes.copyText", N("Copy Changes as Te&xt"), "copy"},
        {"version", "changes.copyPatch", N("Copy Changes as &Patch"), "copy"},
        {"version", "changes.savePatch", N("Save Patch As…"), "save"},
        {"version", "changes.evidence", N("Export This Comparison as Evidence…"), "export"},
        {"-version", "version.copyId", N("Copy Version &Id"), "copy"},
        {"version", "version.copyHash", N("Copy &Hash of the Text"), "copy"},
        {"version", "version.copyPath", N("Copy Path of the Version"), "copy"},
        {"-version", "version.redact", N("&Redact…"), "redact"}, // no key on purpose (ux, keys)

        {"help", "help.shortcuts", N("&Keyboard Shortcuts"), "", {K(Qt::CTRL | Qt::Key_Slash)}},
        {"help", "help.about", N("&About Palimpsest"), "info"},
    };
}

struct MenuSpec
{
    const char *id;
    const char *title;
};

constexpr MenuSpec menus[] = {
    {"file", N("&File")},   {"edit", N("&Edit")},   {"view", N("&View")},       {"store", N("&Store")},
    {"entry", N("E&ntry")}, {"version", N("Ve&rsion")}, {"help", N("&Help")}, {"view/appearance", N("&Appearance")}, {"view/tabs", N("Open &Entries")},
    {"entry/external", N("External Edi&tor")}, {"store/review", N("Reviewin&g")},
};

#undef N

QString words(const char *source)
{
    return QCoreApplication::translate("app::Actions", source);
}

QString menuOf(const Spec &spec)
{
    const QString menu = QString::fromLatin1(spec.menu);
    return menu.startsWith(u'-') ? menu.mid(1) : menu;
}

} // namespace

Actions::Actions(QObject *parent) : QObject(parent)
{
    QHash<QString, QActionGroup *> groups;
    for (const Spec &spec : table()) {
        auto *action = new QAction(words(spec.text), this);
        action->setObjectName(QString::fromLatin1(spec.id));
        action->setShortcuts(spec.keys);
        action->setCheckable(spec.checkable);
        if (const QString group = QString::fromLatin1(spec.group); !group.isEmpty()) {
            if (!groups.contains(group))
                groups[group] = new QActionGroup(this);
            groups[group]->addAction(action);
        }
        m_actions.insert(action->objectName(), action);
    }
}

QAction *Actions::get(const QString &id) const
{
    QAction *action = m_actions.value(id);
    if (!action)
        qFatal("no such action: %s", qPrintable(id));
    return action;
}

QStringList Actions::ids() const
{
    QStringList result;
    for (const Spec &spec : table())
        result.append(QString::fromLatin1(spec.id));
    return result;
}

void Actions::fillMenuBar(QMenuBar &bar)
{
    for (const MenuSpec &menu : menus) {
        const QString id = QString::fromLatin1(menu.id);
        if (!id.contains(u'/'))
            m_menus.insert(id, bar.addMenu(words(menu.title)));
    }
    for (const Spec &spec : table()) {
        const QString id = menuOf(spec);
        QMenu *parent = m_menus.value(id.section(u'/', 0, 0));
        const bool separated = spec.menu[0] == '-';
        if (separated)
            parent->addSeparator();
        QMenu *menu = parent;
        if (id.contains(u'/')) {
            if (!m_menus.contains(id)) {
                for (const MenuSpec &candidate : menus) {
                    if (id == QLatin1String(candidate.id))
                        m_menus.insert(id, parent->addMenu(words(candidate.title)));
                }
            }
            menu = m_menus.value(id);
        }
        menu->addAction(get(QString::fromLatin1(spec.id)));
        menu->setToolTipsVisible(true);
    }
}

QList<QAction *> Actions::contextMenu(const QString &of) const
{
    QStringList wanted;
    if (of == u"store")
        wanted = {u"entry.new"_s, {}, u"store.history"_s, u"view.details"_s, u"find.store"_s, u"view.refresh"_s, {},
                  u"import.files"_s, u"import.folder"_s, u"export"_s, u"copy.to"_s, {}, u"mark.now"_s, u"mark.changes"_s, u"store.moment"_s, u"store.review"_s, u"restore.moment"_s, u"store.verify"_s,
                  u"store.scan"_s, u"store.search"_s, u"store.repeats"_s, u"store.costs"_s, u"store.witness"_s, {}, u"store.edit"_s,
                  u"store.archive"_s, u"store.delete"_s, {}, u"store.copyId"_s, u"stores.ghosts"_s};
    else if (of == u"folder")
        wanted = {u"entry.new"_s, u"view.refresh"_s, {}, u"import.files"_s, u"import.folder"_s, u"export"_s,
                  u"copy.to"_s, {}, u"restore.moment"_s, u"entry.move"_s};
    else if (of == u"entry")
        wanted = {u"view.text"_s, u"view.details"_s, u"text.origin"_s, u"entry.external"_s, {}, u"entry.copyPath"_s, u"entry.copyId"_s, u"entry.copyCurl"_s,
                  {}, u"entry.compareOther"_s, u"version.compareMarked"_s, {}, u"export"_s, u"copy.to"_s, {},
                  u"restore.moment"_s, u"entry.metadata"_s, u"entry.move"_s, u"entry.delete"_s};
    else if (of == u"ghost")
        wanted = {u"view.text"_s, u"entry.recreate"_s, {}, u"stores.ghosts"_s};
    else if (of == u"version")
        wanted = {u"version.compare"_s, u"version.compareCurrent"_s, u"version.compareEditor"_s, u"version.compareMarked"_s,
                  u"entry.compareOther"_s, u"version.mark"_s, {}, u"version.use"_s, u"version.takeBack"_s, u"version.moment"_s, {},
                  u"version.note"_s, u"version.evidence"_s, {}, u"version.copyId"_s, u"version.copyHash"_s, {}, u"version.redact"_s};
    else if (of == u"activity")
        wanted = {u"version.open"_s, {}, u"version.compare"_s, u"version.mark"_s, u"version.compareMarked"_s, {},
                  u"version.note"_s, u"version.evidence"_s, {}, u"version.moment"_s, {}, u"version.copyId"_s,
                  u"version.copyHash"_s, u"version.copyPath"_s, {}, u"version.redact"_s};
    else if (of == u"review")
        wanted = {u"review.done"_s, u"review.entry"_s, u"review.unread"_s, u"review.undo"_s, {}, u"version.open"_s, u"review.takeBack"_s, {},
                  u"version.mark"_s, u"version.compareMarked"_s, u"version.note"_s, {}, u"version.copyId"_s, u"version.copyHash"_s,
                  u"version.copyPath"_s, {}, u"version.redact"_s};
    else
        wanted = {u"store.new"_s, u"view.refresh"_s, u"stores.ghosts"_s};
    QList<QAction *> result;
    for (const QString &id : wanted)
        result.append(id.isEmpty() ? nullptr : get(id));
    return result;
}

QList<ShortcutRow> Actions::shortcuts() const
{
    QList<ShortcutRow> rows;
    for (const Spec &spec : table()) {
        if (spec.keys.isEmpty())
            continue;
        QString group;
        for (const MenuSpec &menu : menus) {
            if (menuOf(spec) == QLatin1String(menu.id))
                group = words(menu.title).remove(u'&');
        }
        const QAction *action = get(QString::fromLatin1(spec.id));
        rows.append({group, action->text().remove(u'&'), action->shortcut().toString(QKeySequence::NativeText)});
    }
    return rows;
}

void Actions::setReason(const QString &id, const QString &whyNot)
{
    QAction *action = get(id);
    action->setEnabled(whyNot.isEmpty());
    const QString text = action->text().remove(u'&').remove(u'…');
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    if (!whyNot.isEmpty())
        action->setToolTip(whyNot);
    else
        action->setToolTip(keys.isEmpty() ? text : tr("%1 (%2)", "action and its key").arg(text, keys));
    action->setStatusTip(whyNot);
}

void Actions::setIcons(const QPalette &palette)
{
    for (const Spec &spec : table()) {
        if (spec.icon[0] != '\0')
            get(QString::fromLatin1(spec.id))->setIcon(presentation::icon(QString::fromLatin1(spec.icon), palette));
    }
}

} // namespace app
