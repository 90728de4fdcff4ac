// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "api/clientconfig.h"
#include "session/connection.h"
#include "support/pictures.h"
#include "support/quickfolder.h"
#include "support/waiting.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/sessionhost.h"
#include "ui/controllers/storescontroller.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

Journey::Journey(secrets::TokenStore *keychain, bool desktopKeychain)
    : m_folder(support::quickFolder()), m_keychain(desktopKeychain ? nullptr : keychain ? keychain : &m_tokens)
{
    launch.dataFolder = dataFolder();
    launch.configFolder = m_folder.filePath(u"config"_s);
    launch.appearance = support::wantedAppearance();
    startAnew();
}

void Journey::startAnew()
{
    m_workbench.reset();
    m_workbench = std::make_unique<app::Workbench>(*qApp, launch, m_keychain);
}

Journey::~Journey()
{
    window().allowClose();
    window().close();
}

bool Journey::start()
{
    m_workbench->start();
    return QTest::qWaitFor([this] { return session() && session()->stores().loading().complete; }, 20'000);
}

bool Journey::openLocal()
{
    return start() && session()->connection().kind == session::ConnectionKind::Local;
}

bool Journey::openSample()
{
    return service::importStores(dataFolder(), sampleStore()) && openLocal();
}

bool Journey::openRemote(const QString &baseUrl, const QByteArray &token)
{
    window().show();
    m_workbench->sessions().openForThisRun(u"elsewhere"_s, baseUrl, *api::Token::make(token));
    return QTest::qWaitFor([this] { return session() && session()->stores().loading().complete; }, 20'000);
}

QModelIndex Journey::row(const QAbstractItemView *view, const QString &text, const QModelIndex &below)
{
    const QAbstractItemModel *model = view->model();
    for (int row = 0; row < model->rowCount(below); ++row) {
        const QModelIndex index = model->index(row, 0, below);
        if (index.data().toString().startsWith(text))
            return index;
        if (const QModelIndex deeper = Journey::row(view, text, index); deeper.isValid())
            return deeper;
    }
    return {};
}

QStringList Journey::texts(const QAbstractItemView *view, const QModelIndex &below)
{
    QStringList result;
    const QAbstractItemModel *model = view->model();
    for (int row = 0; row < model->rowCount(below); ++row) {
        const QModelIndex index = model->index(row, 0, below);
        result.append(index.data().toString());
        result.append(texts(view, index));
    }
    return result;
}

void Journey::click(QAbstractItemView *view, const QModelIndex &index, Qt::KeyboardModifiers modifiers)
{
    if (auto *tree = qobject_cast<QTreeView *>(view)) {
        for (QModelIndex up = index.parent(); up.isValid(); up = up.parent())
            tree->expand(up);
    }
    view->scrollTo(index);
    const QRect rect = view->visualRect(index);
    QVERIFY2(rect.isValid() && view->viewport()->rect().intersects(rect), "the row is not in sight");
    QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, QPoint(rect.left() + 30, rect.center().y()));
}

bool Journey::openEntry(const QString &path)
{
    session::EntryList &list = session()->entries(session()->stores().stores().first().id);
    list.load();
    if (!support::eventually([&] { return list.findPath(path) != nullptr; }))
        return false;
    m_workbench->navigator().go({list.store(), list.findPath(path)->id, {}});
    return support::eventually([&] {
        const auto &base = m_workbench->entryController().base(); // of another tab by then
        return base && base->path == path;
    });
}

bool Journey::openEntry(const QString &store, const QString &path)
{
    const QList<core::Store> &stores = session()->stores().stores();
    const auto found = std::find_if(stores.begin(), stores.end(), [&](const core::Store &one) { return one.name == store; });
    if (found == stores.end())
        return false;
    session::EntryList &list = session()->entries(found->id);
    list.load();
    if (!QTest::qWaitFor([&list] { return list.loading().complete; }, 20'000) || !list.findPath(path))
        return false;
    m_workbench->navigator().go({list.store(), list.findPath(path)->id, {}});
    m_workbench->storesController().reveal();
    return QTest::qWaitFor([&] {
        const auto &base = m_workbench->entryController().base();
        return base && base->path == path;
    }, 20'000);
}

QPushButton *Journey::button(const QWidget &in, const QString &text)
{
    for (QPushButton *button : in.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().remove(u'&') == text)
            return button;
    }
    return nullptr;
}

bool Journey::press(const QWidget &in, const QString &text, int patienceMs)
{
    const auto ready = [&] { return button(in, text) && button(in, text)->isEnabled(); };
    if (!QTest::qWaitFor(ready, patienceMs))
        return false;
    QTest::mouseClick(button(in, text), Qt::LeftButton);
    return true;
}

bool Journey::says(const QWidget &in, const QString &words)
{
    for (const QLabel *label : in.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(words))
            return true;
    }
    return false;
}

QByteArray Journey::sampleStore()
{
    return R"({"format": 1, "stores": [{"name": "agent notes", "description": "What the agent learned.",
        "metadata": {}, "created_at": "2026-10-01T08:00:00.000000Z", "entries": [
        {"path": "notes/meeting.md", "versions": [
          {"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "# Meeting\n\n- storage: SQLite\n"},
          {"action": "updated", "at": "2026-10-03T08:00:00.000000Z", "content": "# Meeting\n\n- storage: SQLite\n- key: 1234\n"},
          {"action": "updated", "at": "2026-10-04T08:00:00.000000Z", "content": "# Meeting\n\n- storage: SQLite\n- owner: Ada\n"}]},
        {"path": "notes/plan.md", "versions": [
          {"action": "created", "at": "2026-10-05T08:00:00.000000Z", "content": "Plan A\n"}]},
        {"path": "old.md", "versions": [
          {"action": "created", "at": "2026-10-06T08:00:00.000000Z", "content": "gone soon\n"},
          {"action": "deleted", "at": "2026-10-07T08:00:00.000000Z"}]}]}]})";
}

Elsewhere::Elsewhere(const wire::Dialect &dialect, const QByteArray &stores) : m_folder(support::quickFolder())
{
    m_options.dataDirectory = m_folder.filePath(u"data"_s);
    m_options.token = token;
    m_options.dialect = dialect;
    if (!stores.isEmpty() && !service::importStores(m_options.dataDirectory, stores))
        qFatal("the stores could not be imported");
    restart();
}

void Elsewhere::stop()
{
    m_options.port = m_service->port();
    m_service.reset();
}

void Elsewhere::restart()
{
    auto started = service::Service::start(m_options);
    if (!started)
        qFatal("the service did not start: %s", qPrintable(started.error().detail));
    m_service = std::move(*started);
}

namespace {

api::ClientConfig configFor(const QString &baseUrl, const QByteArray &token)
{
    return *api::ClientConfig::make(baseUrl, *api::Token::make(token));
}

template<typename T>
std::optional<T> answerTo(core::Call<T> call)
{
    const core::Result<T> answer = wait(std::move(call), 20'000);
    return answer ? std::optional(*answer) : std::nullopt;
}

} // namespace

Agent::Agent(const QString &baseUrl, const QByteArray &token) : m_client(configFor(baseUrl, token)), m_service(m_client)
{
}

bool Agent::write(const core::Entry &entry, const QByteArray &text)
{
    return answerTo(m_service.updateEntry(entry.store, entry.id, {text, entry.version, entry.sha256, std::nullopt}))
        .has_value();
}

bool Agent::remove(const core::Entry &entry)
{
    return answerTo(m_service.deleteEntry(entry.store, entry.id)).has_value();
}

bool Agent::redact(const core::StoreId &store, const core::VersionId &version)
{
    return answerTo(m_service.redactVersion(store, version)).has_value();
}

std::optional<core::Entry> Agent::create(const core::StoreId &store, const QString &path, const QByteArray &text)
{
    return answerTo(m_service.createEntry(store, {path, text, std::nullopt}));
}

QList<core::StoreId> Agent::stores()
{
    QList<core::StoreId> ids;
    if (const auto page = answerTo(m_service.listStores({}, {}))) {
        for (const core::Store &store : page->items)
            ids.append(store.id);
    }
    return ids;
}

std::optional<core::Entry> Agent::read(const core::StoreId &store, const QString &path)
{
    const auto page = answerTo(m_service.listEntries(store, {}));
    if (!page)
        return std::nullopt;
    for (const core::Entry &entry : page->items) {
        if (entry.path == path)
            return answerTo(m_service.getEntry(store, entry.id));
    }
    return std::nullopt;
}
